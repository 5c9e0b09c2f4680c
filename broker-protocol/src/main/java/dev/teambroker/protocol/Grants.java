package dev.teambroker.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may have which kind of session of which shared user.
 *
 * <pre>
 * POST   /v1/shared-users/{name}/grants   owner   NewGrant → Grant
 * GET    /v1/shared-users/{name}/grants   owner, admin, auditor: list of Grant
 * GET    /v1/me/grants                    what the member who asks may have: list of Grant
 * DELETE /v1/grants/{id}                  owner
 * POST   /v1/grants/{id}/confirm          owner: → SharedUsers.Confirmation
 *        ?member=NAME                      for a grant to a team: which member of it
 * </pre>
 *
 * <p>A grant to a team is for those who were in it at that time and whom an owner added since. For
 * any other it is {@code confirmation-wanted} until an owner confirms that member for it. So is any
 * grant that was made before an admin re-enrolled its member, until an owner confirms the member.
 */
public final class Grants {
  private Grants() {}

  /**
   * What an owner grants.
   *
   * @param kind the kind of session: session, role or federation
   * @param member the member it is for, or null
   * @param team the team it is for, or null; exactly one of the two is given
   * @param roles the ARNs that may be assumed; for role sessions alone, at least one
   * @param awsMfa {@code required} or {@code none}, for session and role sessions; null: required
   *     where the user has an MFA device, for {@code session}
   * @param defaultDurationSeconds what a request without a duration gets
   * @param maximumDurationSeconds what a request may ask for
   * @param secondFactorAgeSeconds how old the member's verified code may be; 0: one for each issue;
   *     null: the broker's default
   * @param sourceNetworks CIDR blocks that a request may come from; empty: any
   * @param notBefore valid from then on; null: at once
   * @param notAfter valid until then; null: until it is deleted
   * @param sessionPolicy an inline session policy (JSON); not for {@code session}
   * @param tags session tags; for role and federation sessions
   */
  public record NewGrant(
      @Shape(
              takes = "session, role or federation",
              oneOf = {"session", "role", "federation"})
          String kind,
      @Nullable String member,
      @Nullable String team,
      @Shape(maxItems = 50) @Nullable List<String> roles,
      @Shape(
              takes = "required or none",
              oneOf = {"required", "none"})
          @Nullable String awsMfa,
      @Shape(min = 900, max = 129_600) @Nullable Integer defaultDurationSeconds,
      @Shape(min = 900, max = 129_600) @Nullable Integer maximumDurationSeconds,
      @Shape(takes = "0 (a code for each issue) to 31536000", min = 0, max = 31_536_000)
          @Nullable Integer secondFactorAgeSeconds,
      @Nullable List<String> sourceNetworks,
      @Nullable Instant notBefore,
      @Nullable Instant notAfter,
      @Shape(lines = true) @Nullable String sessionPolicy,
      @Shape(minLength = 0, maxLength = 256, maxItems = 50) @Nullable Map<String, String> tags) {}

  /**
   * A grant as it stands.
   *
   * @param state {@code active} or {@code confirmation-wanted}
   * @param waiting whom an owner has to confirm before it holds for them
   */
  public record Grant(
      String grantId,
      String sharedUser,
      @Shape(oneOf = {"session", "role", "federation"}) String kind,
      @Shape(oneOf = {"active", "confirmation-wanted"}) String state,
      @Nullable String member,
      @Nullable String team,
      List<String> roles,
      @Shape(oneOf = {"required", "none"}) String awsMfa,
      int defaultDurationSeconds,
      int maximumDurationSeconds,
      @Nullable Integer secondFactorAgeSeconds,
      List<String> sourceNetworks,
      @Nullable Instant notBefore,
      @Nullable Instant notAfter,
      @Nullable String sessionPolicy,
      Map<String, String> tags,
      List<String> waiting) {}
}
