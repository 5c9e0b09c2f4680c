package dev.teambroker.server.web;

import java.io.IOException;

/** The body went on beyond what its address takes. */
final class TooLarge extends IOException {
  private static final long serialVersionUID = 1;

  TooLarge(long limit) {
    super("the body is larger than " + limit + " bytes");
  }
}
