package dev.teambroker.server.grant;

import dev.teambroker.protocol.Grants.NewGrant;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.SharedUsers.Confirmation;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.member.Team;
import dev.teambroker.server.member.Teams;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.Access;
import dev.teambroker.server.shareduser.CodePlanner;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.shareduser.SharedUsers;
import dev.teambroker.server.web.Outcome;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Owners grant sessions of their shared users, withdraw grants and confirm members. Thread-safe.
 */
@Component
public class Granting {
  private final Access access;
  private final SharedUsers users;
  private final Grants grants;
  private final Members members;
  private final Teams teams;
  private final ConfirmingMember confirming;
  private final CodePlanner planner;
  private final Changes changes;
  private final AuditTrail trail;
  private final InstantSource clock;

  Granting(
      Access access,
      SharedUsers users,
      Grants grants,
      Members members,
      Teams teams,
      ConfirmingMember confirming,
      CodePlanner planner,
      Changes changes,
      AuditTrail trail,
      InstantSource clock) {
    this.access = access;
    this.users = users;
    this.grants = grants;
    this.members = members;
    this.teams = teams;
    this.confirming = confirming;
    this.planner = planner;
    this.changes = changes;
    this.trail = trail;
    this.clock = clock;
  }

  public Outcome<Grant> grant(Member owner, String sharedUser, NewGrant wanted) {
    return changes.run(
        () -> access.asOwner(owner, sharedUser, user -> grantNow(owner, user, wanted)));
  }

  /** The grants of a shared user, for its owners, admins and auditors. */
  public Outcome<List<Grant>> list(Member member, String sharedUser) {
    return switch (access.visible(member, sharedUser)) {
      case Outcome.Refused<SharedUser> refused -> refused.of();
      case Outcome.Done<SharedUser>(SharedUser user) ->
          member.isAuditor()
              ? Outcome.done(grants.of(user.sharedUserId()))
              : access.asOwnerOrAdmin(
                  member, sharedUser, again -> Outcome.done(grants.of(again.sharedUserId())));
    };
  }

  /** What the member may have. */
  public List<Grant> of(Member member) {
    return grants.of(member);
  }

  public Outcome<Grant> withdraw(Member owner, String grantId) {
    return changes.run(
        () ->
            onGrant(
                owner,
                grantId,
                (user, grant) -> {
                  RowChange[] made = grants.delete(grant).toArray(RowChange[]::new);
                  trail.append(about("grant.withdrawn", user, grant).changing(made));
                  return Outcome.done(grant);
                }));
  }

  /**
   * Confirms a member whom an admin re-enrolled: all that the member has of the shared user holds
   * again. Or one who came to the team after the grant to it: then this grant is for that member.
   *
   * @param memberName for a grant to a team, which member; for one to a member not needed
   */
  public Outcome<Confirmation> confirm(Member owner, String grantId, @Nullable String memberName) {
    return changes.run(
        () -> onGrant(owner, grantId, (user, grant) -> confirmNow(owner, user, grant, memberName)));
  }

  private Outcome<Grant> grantNow(Member owner, SharedUser user, NewGrant wanted) {
    Outcome<Grantee> grantee = grantee(wanted);
    if (grantee instanceof Outcome.Refused<Grantee> refused) {
      return refused.of();
    }
    NewTerms asked = new NewTerms(user, wanted, planner.hasDevices(user));
    return switch (asked.terms()) {
      case Outcome.Refused<Terms> refused -> refused.of();
      case Outcome.Done<Terms>(Terms terms) ->
          switch (asked.limits()) {
            case Outcome.Refused<Limits> refused -> refused.of();
            case Outcome.Done<Limits>(Limits limits) ->
                store(owner, user, ((Outcome.Done<Grantee>) grantee).value(), terms, limits);
          };
    };
  }

  private Outcome<Grant> store(
      Member owner, SharedUser user, Grantee grantee, Terms terms, Limits limits) {
    Grant grant =
        new Grant(
            GrantId.fresh(),
            1,
            user.sharedUserId(),
            grantee,
            terms,
            limits,
            owner.memberId(),
            Times.now(clock));
    RowChange change = grants.insert(grant);
    trail.append(about("grant.created", user, grant).changing(change));
    return Outcome.done(grant);
  }

  private Outcome<Grantee> grantee(NewGrant wanted) {
    String memberName = wanted.member();
    String teamName = wanted.team();
    if ((memberName == null) == (teamName == null)) {
      return Outcome.invalid("member", "a member's name, or a team's in team: one of the two");
    }
    if (memberName != null) {
      Optional<Member> member = members.named(memberName);
      return member.isPresent()
          ? Outcome.done(new Grantee.OneMember(member.get().memberId()))
          : Outcome.invalid("member", "the name of a member");
    }
    Optional<Team> team = Optional.ofNullable(teamName).flatMap(teams::named);
    return team.isPresent()
        ? Outcome.done(new Grantee.WholeTeam(team.get().teamId()))
        : Outcome.invalid("team", "the name of a team");
  }

  private Outcome<Confirmation> confirmNow(
      Member owner, SharedUser user, Grant grant, @Nullable String memberName) {
    Optional<Member> subject =
        grant.grantee() instanceof Grantee.OneMember(MemberId member)
            ? members.find(member)
            : Optional.ofNullable(memberName)
                .flatMap(members::named)
                .filter(who -> means(grant, who));
    if (subject.isEmpty()) {
      return Outcome.invalid("member", "the name of a member whom the grant to the team is for");
    }
    return confirming
        .confirm(owner, user, grant, subject.get())
        .map(
            meant -> {
              String grounds = meant.grounds().code();
              trail.append(
                  about("member.confirmed", user, grant)
                      .with("subject", meant.member().name())
                      .with("subjectId", meant.member().id())
                      .with("grounds", grounds)
                      .changing(meant.changes().toArray(RowChange[]::new)));
              return new Confirmation(meant.member().name(), user.name(), grounds);
            });
  }

  private boolean means(Grant grant, Member who) {
    return grant.grantee().means(who.memberId(), members.teamsOf(who.memberId()));
  }

  private <T> Outcome<T> onGrant(
      Member owner, String grantId, BiFunction<SharedUser, Grant, Outcome<T>> action) {
    Optional<Grant> grant =
        FreshId.isOne(grantId) ? grants.find(new GrantId(grantId)) : Optional.empty();
    Optional<SharedUser> user = grant.flatMap(found -> users.find(found.sharedUser()));
    if (grant.isEmpty() || user.isEmpty()) {
      return unknown();
    }
    Outcome<T> outcome =
        access.asOwner(owner, user.get().name(), again -> action.apply(again, grant.get()));
    return outcome instanceof Outcome.Refused<T> refused && refused.type() == ProblemType.NOT_FOUND
        ? unknown()
        : outcome;
  }

  private static <T> Outcome<T> unknown() {
    return Outcome.refused(ProblemType.NOT_FOUND, "There is no grant of that id that you may see.");
  }

  private static AuditEvent about(String action, SharedUser user, Grant grant) {
    return AuditEvent.of(action)
        .with("grantId", grant.id())
        .with("sharedUser", user.name())
        .with("sharedUserId", user.id())
        .with("kind", grant.terms().kind().code())
        .with("memberId", grant.memberId())
        .with("teamId", grant.teamId())
        .with(
            "roles", grant.terms().grantedRoles().isEmpty() ? null : grant.terms().grantedRoles());
  }
}
