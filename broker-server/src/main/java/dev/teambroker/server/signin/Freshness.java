package dev.teambroker.server.signin;

import dev.teambroker.server.member.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How old the second factor is. It belongs to (member, device, sign-in): a code on one device gives
 * another nothing, and a refresh doesn't renew it. Thread-safe.
 */
@Component
public class Freshness {
  /** How long a code that is wanted for one issue may wait for it. */
  static final Duration FOR_ONE_ISSUE = Duration.ofMinutes(2);

  private final JdbcClient database;
  private final InstantSource clock;

  Freshness(JdbcClient database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Whether this sign-in verified a code within {@code age}. An age of zero takes a code for this
   * very issue: it has to be verified just now (within two minutes), and asking spends it on
   * whichever replica, so that a second issue needs another code.
   */
  public boolean isFresh(SignedIn who, Duration age) {
    boolean forOneIssue = age.isZero();
    Duration most = forOneIssue ? FOR_ONE_ISSUE : age;
    Instant oldest = clock.instant().minus(most);
    return who.secondFactorAt()
        .filter(at -> !at.isBefore(oldest))
        .filter(at -> !forOneIssue || spend(who.signInId(), at))
        .isPresent();
  }

  private boolean spend(String signInId, Instant verifiedAt) {
    return database
            .sql(
                """
                insert into broker.spent_verification (sign_in_id, verified_at)
                values (:signIn, :verifiedAt)
                on conflict do nothing
                """)
            .param("signIn", signInId)
            .param("verifiedAt", Times.of(verifiedAt))
            .update()
        == 1;
  }
}
