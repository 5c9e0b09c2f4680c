package dev.teambroker.protocol;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sessions and their ledger.
 *
 * <pre>
 * POST /v1/sessions                 Request → Credentials
 * GET  /v1/sessions/{accessKeyId}   admin, auditor, owner, or whose it is: Issued
 * </pre>
 *
 * <p>A session that needs an AWS MFA code may have to wait for one: a device gives one code in 30
 * seconds, for one call. Then the answer comes at once and is {@link
 * ProblemType#MFA_CODE_UNAVAILABLE}, {@code retryAfterSeconds} saying when the member's turn is due
 * and {@code detail} how many are before. The place in the queue is kept, one for a member, until
 * ten seconds past that moment: ask again, with the same request, after {@code retryAfterSeconds}.
 * Without {@code retryAfterSeconds} waiting does not help (the devices were stopped, or the clocks
 * differ).
 */
public final class Sessions {
  private Sessions() {}

  /**
   * {@code POST /v1/sessions}.
   *
   * @param kind {@code session}, {@code role} or {@code federation}
   * @param role the ARN to assume; may be missing where the grant has one role alone
   * @param durationSeconds STS's DurationSeconds; null: the grant's default
   * @param sessionPolicy narrows further, inline JSON; not for {@code session}
   */
  public record Request(
      String sharedUser,
      @Shape(
              takes = "session, role or federation",
              oneOf = {"session", "role", "federation"})
          String kind,
      @Nullable String role,
      @Shape(takes = "900 or more", min = 900) @Nullable Integer durationSeconds,
      @Shape(lines = true) @Nullable String sessionPolicy) {}

  /** What STS returned. */
  public static final class Credentials {
    private final String accessKeyId;
    private final Secret secretAccessKey;
    private final Secret sessionToken;
    private final Instant expiration;
    private final String accountId;
    private final @Nullable String assumedArn;

    public Credentials(
        String accessKeyId,
        Secret secretAccessKey,
        Secret sessionToken,
        Instant expiration,
        String accountId,
        @Nullable String assumedArn) {
      this.accessKeyId = accessKeyId;
      this.secretAccessKey = secretAccessKey;
      this.sessionToken = sessionToken;
      this.expiration = expiration;
      this.accountId = accountId;
      this.assumedArn = assumedArn;
    }

    public String accessKeyId() {
      return accessKeyId;
    }

    public Secret secretAccessKey() {
      return secretAccessKey;
    }

    public Secret sessionToken() {
      return sessionToken;
    }

    /** Written as UTC with a {@code Z}, in whole seconds. */
    public Instant expiration() {
      return expiration;
    }

    public String accountId() {
      return accountId;
    }

    /** The assumed role's or the federated user's ARN; null for {@code session}. */
    public @Nullable String assumedArn() {
      return assumedArn;
    }
  }

  /** A line of the ledger: whose session an access key id is. */
  public record Issued(
      String accessKeyId,
      String memberName,
      String deviceName,
      String sharedUser,
      String account,
      @Shape(oneOf = {"session", "role", "federation"}) String kind,
      String grantId,
      String parentAccessKeyId,
      @Nullable String assumedArn,
      Instant issuedAt,
      Instant expiration,
      String requestId,
      @Nullable String sourceAddress) {}
}
