package dev.teambroker.server.guard;

import dev.teambroker.protocol.Guards.Check;
import dev.teambroker.protocol.Guards.Policy;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.Access;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** Holds the policies that IAM should have against those it has, and keeps what it found. */
@Component
public class CheckingPolicies {
  private final Access access;
  private final LeastPolicies least;
  private final LookingAtIam looking;
  private final Guards guards;
  private final ShowingGuard showing;
  private final Changes changes;
  private final AuditTrail trail;
  private final InstantSource clock;

  CheckingPolicies(
      Access access,
      LeastPolicies least,
      LookingAtIam looking,
      Guards guards,
      ShowingGuard showing,
      Changes changes,
      AuditTrail trail,
      InstantSource clock) {
    this.access = access;
    this.least = least;
    this.looking = looking;
    this.guards = guards;
    this.showing = showing;
    this.changes = changes;
    this.trail = trail;
    this.clock = clock;
  }

  /** The policies that IAM should have, for whoever sees the shared user. */
  public Outcome<List<Policy>> wanted(Member member, String name) {
    return access.visible(member, name).map(least::of);
  }

  public Outcome<Check> check(Member member, String name) {
    return access.asOwnerOrAdmin(
        member,
        name,
        user ->
            switch (looking.look(user)) {
              case Outcome.Refused<Sight> refused -> refused.of();
              case Outcome.Done<Sight>(Sight sight) ->
                  keep(user, sight.finding()).map(guard -> shown(user, guard, sight));
            });
  }

  /** Looks again; what was known before stays where AWS doesn't answer. */
  Outcome<Guard> renew(SharedUser user) {
    return switch (looking.look(user)) {
      case Outcome.Refused<Sight> refused -> refused.of();
      case Outcome.Done<Sight>(Sight sight) -> keep(user, sight.finding());
    };
  }

  private Outcome<Guard> keep(SharedUser user, GuardFinding finding) {
    return changes.run(
        () -> {
          Instant now = Times.now(clock);
          Guard before = guards.of(user.sharedUserId()).orElse(null);
          Guard next =
              before == null
                  ? Guard.first(user.sharedUserId(), finding, now, null)
                  : before.found(finding, now);
          RowChange change = before == null ? guards.insert(next) : guards.update(next);
          trail.append(
              AuditEvent.of("guard.checked")
                  .with("sharedUser", user.name())
                  .with("sharedUserId", user.id())
                  .with("finding", finding.code())
                  .changing(change));
          return Outcome.done(next);
        });
  }

  private Check shown(SharedUser user, Guard guard, Sight sight) {
    return new Check(
        showing.show(user, guard),
        sight.actor(),
        sight.guardPolicy(),
        sight.sessionsMay(),
        sight.actorLacks(),
        sight.notSeen());
  }
}
