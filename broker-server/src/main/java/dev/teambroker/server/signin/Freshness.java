package dev.teambroker.server.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/**
 * How old the second factor is. It belongs to (member, device, sign-in): a code on one device gives
 * another nothing, and a refresh doesn't renew it. Thread-safe.
 */
@Component
public class Freshness {
  private final InstantSource clock;

  Freshness(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Whether this sign-in verified a code within {@code age}. An age of zero takes a code for this
   * very issue: it has to be verified just now, and asking spends it, so that a second issue needs
   * another code.
   */
  public boolean isFresh(SignedIn who, Duration age) {
    Instant now = clock.instant();
    return who.secondFactorAt().filter(at -> !at.plus(age).isBefore(now)).isPresent();
  }
}
