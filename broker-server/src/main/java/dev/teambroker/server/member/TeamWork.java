package dev.teambroker.server.member;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.web.Outcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What admins do with teams. Thread-safe. */
@Component
public class TeamWork {
  private final Teams teams;
  private final Memberships memberships;
  private final Members members;
  private final LastAdmin lastAdmin;
  private final Changes changes;
  private final AuditTrail trail;
  private final InstantSource clock;

  TeamWork(
      Teams teams,
      Memberships memberships,
      Members members,
      LastAdmin lastAdmin,
      Changes changes,
      AuditTrail trail,
      InstantSource clock) {
    this.teams = teams;
    this.memberships = memberships;
    this.members = members;
    this.lastAdmin = lastAdmin;
    this.changes = changes;
    this.trail = trail;
    this.clock = clock;
  }

  /** The team of that name, made if there was none. */
  public Outcome<Team> create(Member admin, String name) {
    if (!admin.isAdmin()) {
      return Refusals.onlyAdmins();
    }
    if (!Names.isName(name)) {
      return Outcome.invalid("team", Names.EXPECTED);
    }
    return changes.run(() -> Outcome.done(teams.named(name).orElseGet(() -> createNow(name))));
  }

  private Team createNow(String name) {
    Team team = new Team(TeamId.fresh(), 1, name);
    RowChange change = teams.insert(team);
    trail.append(about("team.created", team).changing(change));
    return team;
  }

  /** Deletes the team; its members lose what was granted to it. */
  public Outcome<Team> delete(Member admin, String name) {
    return byAdmin(
        admin,
        name,
        team -> {
          List<RowChange> made = new ArrayList<>();
          memberships.in(team.teamId()).forEach(one -> made.add(memberships.delete(one)));
          made.add(teams.delete(team));
          trail.append(about("team.deleted", team).changing(made.toArray(RowChange[]::new)));
          return Outcome.done(team);
        });
  }

  /**
   * Adds a member; adding one twice changes nothing. An admin doesn't add himself, unless there is
   * no other admin who could: the record then says so.
   */
  public Outcome<Team> add(Member admin, String name, String memberName) {
    return byAdmin(
        admin,
        name,
        team ->
            members
                .named(memberName)
                .map(member -> add(admin, team, member))
                .orElseGet(Refusals::noSuchMember));
  }

  private Outcome<Team> add(Member admin, Team team, Member member) {
    if (memberships.find(team.teamId(), member.memberId()).isPresent()) {
      return Outcome.done(team);
    }
    boolean himself = admin.memberId().equals(member.memberId());
    if (himself && !lastAdmin.is(admin)) {
      return Outcome.refused(
          ProblemType.FORBIDDEN, "An admin doesn't add himself to a team; another admin can.");
    }
    RowChange change =
        memberships.insert(
            Membership.fresh(team.teamId(), member.memberId(), admin.memberId(), Times.now(clock)));
    trail.append(
        about("team.member-added", team)
            .with("subject", member.name())
            .with("subjectId", member.id())
            .with("selfAppointed", himself ? true : null)
            .changing(change));
    return Outcome.done(team);
  }

  /** Takes a member out. */
  public Outcome<Team> takeOut(Member admin, String name, String memberName) {
    return byAdmin(
        admin,
        name,
        team -> {
          Member member = members.named(memberName).orElse(null);
          if (member == null) {
            return Refusals.noSuchMember();
          }
          Optional<Membership> membership = memberships.find(team.teamId(), member.memberId());
          if (membership.isEmpty()) {
            return Outcome.refused(
                ProblemType.NOT_FOUND, "The member doesn't belong to that team.");
          }
          RowChange change = memberships.delete(membership.get());
          trail.append(
              about("team.member-taken-out", team)
                  .with("subject", member.name())
                  .with("subjectId", member.id())
                  .changing(change));
          return Outcome.done(team);
        });
  }

  private Outcome<Team> byAdmin(
      Member admin, String name, java.util.function.Function<Team, Outcome<Team>> change) {
    return admin.isAdmin()
        ? changes.run(() -> teams.named(name).map(change).orElseGet(Refusals::noSuchTeam))
        : Refusals.onlyAdmins();
  }

  private static AuditEvent about(String action, Team team) {
    return AuditEvent.of(action).with("team", team.name()).with("teamId", team.id());
  }
}
