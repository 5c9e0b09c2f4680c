package dev.teambroker.server.signin;

import dev.teambroker.server.audit.ProofUse;
import dev.teambroker.server.member.DeviceId;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: the principal of every request that isn't open. An active member, on an active device
 * that has just proved its key.
 *
 * @param signInId the sign-in that the access token belongs to; freshness is its own
 * @param verifiedAt when this sign-in last verified a code on this device
 * @param proof the proof's identity, for whom {@link SpendsProofs} leaves spending it to
 */
public record SignedIn(
    MemberId member,
    String memberName,
    DeviceId device,
    String deviceName,
    Set<Role> roles,
    String signInId,
    @Nullable Instant verifiedAt,
    ProofUse proof) {
  public SignedIn {
    roles = Set.copyOf(roles);
  }

  /** When this sign-in last verified a code on this device. */
  public Optional<Instant> secondFactorAt() {
    return Optional.ofNullable(verifiedAt);
  }

  public boolean isAdmin() {
    return roles.contains(Role.ADMIN);
  }

  public boolean isAuditor() {
    return roles.contains(Role.AUDITOR);
  }
}
