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
import java.util.stream.Stream;
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

  /** To owners, admins and auditors: with the names of those who wait for an owner. */
  public List<dev.teambroker.protocol.Grants.Grant> show(List<Grant> grants) {
    return grants.stream().flatMap(grant -> show(grant).stream()).toList();
  }

  /** To the member whom they are for: a grant to a team may wait for that member alone. */
  public List<dev.teambroker.protocol.Grants.Grant> show(List<Grant> own, Member to) {
    return own.stream()
        .flatMap(
            grant ->
                show(grant, grants.waits(grant, to) ? List.of(to.name()) : List.of(), true)
                    .stream())
        .toList();
  }

  /** Empty where its shared user was removed meanwhile. */
  public Optional<dev.teambroker.protocol.Grants.Grant> show(Grant grant) {
    List<String> waiting =
        meant(grant)
            .filter(member -> grants.waits(grant, member))
            .map(Member::name)
            .sorted()
            .toList();
    return show(grant, waiting, grant.grantee() instanceof Grantee.OneMember);
  }

  private Stream<Member> meant(Grant grant) {
    return switch (grant.grantee()) {
      case Grantee.OneMember(MemberId member) -> members.find(member).stream();
      case Grantee.WholeTeam(TeamId team) ->
          members.membershipsIn(team).stream()
              .flatMap(membership -> members.find(membership.member()).stream());
    };
  }

  private Optional<dev.teambroker.protocol.Grants.Grant> show(
      Grant grant, List<String> waiting, boolean isForOne) {
    return users
        .find(grant.sharedUser())
        .map(
            user ->
                show(
                    user,
                    grant,
                    isForOne && !waiting.isEmpty() ? "confirmation-wanted" : "active",
                    waiting));
  }

  private dev.teambroker.protocol.Grants.Grant show(
      SharedUser user, Grant grant, String state, List<String> waiting) {
    Limits limits = grant.limits();
    Long age = Grant.seconds(limits.secondFactorAge());
    return new dev.teambroker.protocol.Grants.Grant(
        grant.id(),
        user.name(),
        grant.terms().kind().code(),
        state,
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
        grant.terms().sessionTags(),
        waiting);
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
}
