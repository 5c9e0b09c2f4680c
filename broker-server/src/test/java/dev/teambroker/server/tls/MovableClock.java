package dev.teambroker.server.tls;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

final class MovableClock implements InstantSource {
  private Instant now;

  MovableClock(Instant now) {
    this.now = now;
  }

  void move(Duration by) {
    now = now.plus(by);
  }

  @Override
  public Instant instant() {
    return now;
  }
}
