package dev.teambroker.sandbox.http;

import java.io.IOException;

/** The bytes that came are no HTTP request that this listener takes. */
final class BadRequest extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  BadRequest(int status, String why) {
    super(why);
    this.status = status;
  }

  int status() {
    return status;
  }
}
