package dev.teambroker.server.grant;

import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.member.Team;
import dev.teambroker.server.member.TeamId;
import dev.teambroker.server.member.Teams;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.shareduser.SharedUsers;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Grants as they cross the wire, with names in place of ids. Thread-safe. */
@Component
public class ShowingGrants {
  private final SharedUsers users;
  private final Members members;
  private final Teams teams;
  private final Grants grants;

  ShowingGrants(SharedUsers users, Members members, Teams teams, Grants grants) {
    this.users = users;
    this.members = members;
    this.teams = teams;
    this.grants = grants;
  }

  /** To one whom the grants are not for, or not alone. */
  public List<dev.teambroker.protocol.Grants.Grant> show(List<Grant> grants) {
    return grants.stream().flatMap(grant -> show(grant).stream()).toList();
  }

  /**
   * To the member whom they are for: a grant to a team waits as well while the member does, or
   * while nobody has confirmed a member who came to the team later.
   */
  public List<dev.teambroker.protocol.Grants.Grant> show(List<Grant> own, Member to) {
    return own.stream()
        .flatMap(grant -> show(grant, waits(to) || grants.waits(grant, to)).stream())
        .toList();
  }

  /** Empty where its shared user was removed meanwhile. */
  public Optional<dev.teambroker.protocol.Grants.Grant> show(Grant grant) {
    boolean waits =
        grant.grantee() instanceof Grantee.OneMember(MemberId member)
            && members.find(member).filter(ShowingGrants::waits).isPresent();
    return show(grant, waits);
  }

  private Optional<dev.teambroker.protocol.Grants.Grant> show(Grant grant, boolean waits) {
    return users.find(grant.sharedUser()).map(user -> show(user, grant, waits));
  }

  private dev.teambroker.protocol.Grants.Grant show(SharedUser user, Grant grant, boolean waits) {
    Limits limits = grant.limits();
    Long age = Grant.seconds(limits.secondFactorAge());
    return new dev.teambroker.protocol.Grants.Grant(
        grant.id(),
        user.name(),
        grant.terms().kind().code(),
        waits ? "confirmation-wanted" : "active",
        memberName(grant.grantee()),
        teamName(grant.grantee()),
        grant.terms().grantedRoles(),
        grant.terms().mfa().code(),
        Math.toIntExact(limits.usual().toSeconds()),
        Math.toIntExact(limits.longest().toSeconds()),
        age == null ? null : Math.toIntExact(age),
        limits.sourceNetworks(),
        limits.notBefore(),
        limits.notAfter(),
        grant.terms().policy(),
        grant.terms().sessionTags());
  }

  private @Nullable String memberName(Grantee grantee) {
    return grantee instanceof Grantee.OneMember(MemberId member)
        ? members.find(member).map(Member::name).orElse(null)
        : null;
  }

  private @Nullable String teamName(Grantee grantee) {
    return grantee instanceof Grantee.WholeTeam(TeamId team)
        ? teams.find(team).map(Team::name).orElse(null)
        : null;
  }

  private static boolean waits(Member member) {
    return member.confirmationWantedBy().isPresent();
  }
}
