package dev.teambroker.server.grant;

import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.member.Membership;
import dev.teambroker.server.shareduser.Owners;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Who came to a team after something was granted to it. Admins fill teams but don't grant: a grant
 * to a team is for those whom its owner could see there, for those whom an owner has added, and for
 * those whom an owner has confirmed. Thread-safe.
 */
@Component
class Latecomers {
  private final Members members;
  private final Owners owners;
  private final GrantConfirmations confirmations;

  Latecomers(Members members, Owners owners, GrantConfirmations confirmations) {
    this.members = members;
    this.owners = owners;
    this.confirmations = confirmations;
  }

  /** The membership for which an owner has to confirm the member; empty where none has to. */
  Optional<Membership> waiting(Grant grant, MemberId member) {
    return grant.grantee() instanceof Grantee.WholeTeam
        ? waiting(grant, members.membershipsOf(member))
        : Optional.empty();
  }

  /** The same of a member whose memberships were read already. */
  Optional<Membership> waiting(Grant grant, List<Membership> memberships) {
    return grant.grantee() instanceof Grantee.WholeTeam team
        ? memberships.stream()
            .filter(membership -> membership.team().equals(team.team()))
            .filter(membership -> !isMeant(membership, grant))
            .findFirst()
        : Optional.empty();
  }

  private boolean isMeant(Membership membership, Grant grant) {
    return !membership.addedAt().isAfter(grant.grantedAt())
        || wasAddedByOwner(membership, grant)
        || isConfirmed(membership, grant);
  }

  /** One whom an admin re-enrolled was none when they added, until they were confirmed. */
  private boolean wasAddedByOwner(Membership membership, Grant grant) {
    return members
        .find(membership.addedBy())
        .filter(adder -> owners.decided(adder, grant.sharedUser(), membership.addedAt()))
        .isPresent();
  }

  private boolean isConfirmed(Membership membership, Grant grant) {
    return confirmations.of(grant).stream()
        .anyMatch(confirmation -> confirmation.membership().equals(membership.id()));
  }
}
