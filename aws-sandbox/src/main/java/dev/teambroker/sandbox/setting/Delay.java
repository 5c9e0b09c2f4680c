package dev.teambroker.sandbox.setting;

import java.time.Duration;

/** Times that can be set, each with its first value. Zero where AWS's would only slow tests. */
public enum Delay {
  /** How long a signature can be used, and how far ahead its time may be. */
  SIGNATURE_LIFETIME(Duration.ofMinutes(5)),
  /** Until a new or reactivated key works; about 5–15 s at AWS. */
  KEY_PROPAGATION(Duration.ZERO),
  /** Until a deactivated or deleted key stops working; a few seconds at AWS. */
  KEY_REMOVAL(Duration.ZERO),
  /** Until a policy's change takes effect; up to minutes at AWS. */
  POLICY_PROPAGATION(Duration.ZERO),
  /** How old the state is that listings show. */
  STALE_LISTING(Duration.ZERO),
  /** Until LookupEvents shows an event; up to 15 minutes at AWS. */
  TRAIL(Duration.ZERO),
  /** How long every answer takes. */
  LATENCY(Duration.ZERO),
  /** How much newer a use has to be than the recorded one to be recorded. */
  LAST_USED_COARSENESS(Duration.ofMinutes(15)),
  /** How long a sign-in token can be used. */
  SIGNIN_TOKEN(Duration.ofMinutes(15));

  private final Duration initial;

  Delay(Duration initial) {
    this.initial = initial;
  }

  Duration initial() {
    return initial;
  }
}
