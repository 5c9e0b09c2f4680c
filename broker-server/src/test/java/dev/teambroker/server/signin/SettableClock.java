package dev.teambroker.server.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** A clock that tests move on. */
public final class SettableClock implements InstantSource {
  private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @Override
  public synchronized Instant instant() {
    return now;
  }

  public synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  /** To the next TOTP step: codes that were used are of the past then. */
  public void nextStep() {
    pass(Duration.ofSeconds(30));
  }
}
