package dev.teambroker.server.session;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.signin.Freshness;
import dev.teambroker.server.web.Outcome;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Spends a member's code that was verified for one session. Thread-safe. */
@Component
class SpendingCodes {
  /** How long such a code waits for its session. */
  static final Duration FOR_ONE_SESSION = Duration.ofMinutes(2);

  private final Freshness freshness;

  SpendingCodes(Freshness freshness) {
    this.freshness = freshness;
  }

  /** Whether STS may be asked: no code is wanted for this one, or it is spent now. */
  boolean maySpend(Cleared cleared) {
    return !cleared.codeForThisOne() || freshness.isFresh(cleared.who(), Duration.ZERO);
  }

  static <T> Outcome<T> codeWanted() {
    return Outcome.refused(
        ProblemType.SECOND_FACTOR_REQUIRED, "The grant wants a code for this very session.");
  }
}
