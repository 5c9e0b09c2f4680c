package dev.teambroker.server.architecture.planted;

import java.time.Instant;

class ReadsTheClock {
  Instant instant() {
    return Instant.now();
  }

  long millis() {
    return System.currentTimeMillis();
  }
}
