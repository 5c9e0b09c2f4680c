package dev.teambroker.protocol;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Members, their devices and teams.
 *
 * <pre>
 * POST   /v1/invitations                        admin        Invite → Invitation
 * POST   /v1/devices/invitations                any member   NewDevice → Invitation (for an own further device)
 * POST   /v1/members/{name}/invitations         admin        NewDevice → Invitation (re-enrol: grants are suspended)
 * GET    /v1/members                            any member   list of Member
 * GET    /v1/members/{name}                     any member   Member
 * POST   /v1/members/{name}/devices/{id}/confirm  inviter, or the member from another device   Confirm
 * DELETE /v1/members/{name}/devices/{id}        admin, or the member
 * POST   /v1/members/{name}/suspend | resume    admin
 * POST   /v1/members/{name}/unlock              admin
 * POST   /v1/members/{name}/second-factor/reset admin        (the next enrolment makes a new factor)
 * PUT    /v1/members/{name}/roles               admin        Roles
 * DELETE /v1/members/{name}                     admin
 * GET    /v1/teams                              any member   list of Team
 * PUT    /v1/teams/{team}                       admin
 * DELETE /v1/teams/{team}                       admin
 * PUT | DELETE /v1/teams/{team}/members/{name}  admin
 * </pre>
 */
public final class Members {
  private Members() {}

  /** Roles are {@code admin} and {@code auditor}; owners are named at the shared user. */
  public record Invite(
      @Shape(
              takes = "2 to 64 of a-z, 0-9, '.', '_', '-' and '@', the first a letter",
              pattern = "[a-z][a-z0-9._@-]{1,63}")
          String memberName,
      @Shape(
              takes = "any of admin and auditor",
              oneOf = {"admin", "auditor"})
          List<String> roles,
      List<String> teams) {}

  /** Asks for an invitation of a further device. */
  public record NewDevice(@Nullable String note) {}

  /** The link, shown this once: the public URL, the pin and the single-use code. */
  public static final class Invitation {
    private final String memberName;
    private final Secret link;
    private final Instant expiresAt;

    public Invitation(String memberName, Secret link, Instant expiresAt) {
      this.memberName = memberName;
      this.link = link;
      this.expiresAt = expiresAt;
    }

    public String memberName() {
      return memberName;
    }

    public Secret link() {
      return link;
    }

    public Instant expiresAt() {
      return expiresAt;
    }
  }

  /** The fingerprint as the member read it from the device. */
  public record Confirm(String fingerprint) {}

  public record Roles(
      @Shape(
              takes = "any of admin and auditor",
              oneOf = {"admin", "auditor"})
          List<String> roles) {}

  /**
   * A member.
   *
   * @param state {@code invited}, {@code pending}, {@code active}, {@code suspended} or {@code
   *     locked}
   */
  public record Member(
      String memberId,
      String memberName,
      @Shape(oneOf = {"invited", "pending", "active", "suspended", "locked"}) String state,
      @Shape(oneOf = {"admin", "auditor"}) List<String> roles,
      List<String> teams,
      List<Device> devices) {}

  /**
   * A device of a member.
   *
   * @param state {@code enrolling}, {@code pending}, {@code active} or {@code removed}
   */
  public record Device(
      String deviceId,
      String deviceName,
      String fingerprint,
      @Shape(oneOf = {"enrolling", "pending", "active", "locked", "removed"}) String state,
      Instant enrolledAt) {}

  public record Team(String teamName, List<String> members) {}
}
