package dev.teambroker.server.guard;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.guard.Guard.Acceptance;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.Access;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** An owner takes it on record that members' sessions with MFA could change the shared user. */
@Component
public class AcceptingNoGuard {
  private final Access access;
  private final Guards guards;
  private final ShowingGuard showing;
  private final Changes changes;
  private final AuditTrail trail;
  private final InstantSource clock;

  AcceptingNoGuard(
      Access access,
      Guards guards,
      ShowingGuard showing,
      Changes changes,
      AuditTrail trail,
      InstantSource clock) {
    this.access = access;
    this.guards = guards;
    this.showing = showing;
    this.changes = changes;
    this.trail = trail;
    this.clock = clock;
  }

  /** From then on sessions with MFA are issued, whatever is found of the guard. */
  public Outcome<dev.teambroker.protocol.Guards.Guard> accept(Member owner, String name) {
    return changes.run(() -> access.asOwner(owner, name, user -> acceptNow(owner, user)));
  }

  /** Takes the acceptance back; without one it changes nothing. */
  public Outcome<dev.teambroker.protocol.Guards.Guard> withdraw(Member owner, String name) {
    return changes.run(() -> access.asOwner(owner, name, this::withdrawNow));
  }

  private Outcome<dev.teambroker.protocol.Guards.Guard> acceptNow(Member owner, SharedUser user) {
    Instant now = Times.now(clock);
    Acceptance acceptance = new Acceptance(owner.memberId(), now);
    Guard before = guards.of(user.sharedUserId()).orElse(null);
    Guard next =
        before == null
            ? Guard.first(user.sharedUserId(), GuardFinding.UNKNOWN, now, acceptance)
            : before.with(acceptance);
    RowChange change = before == null ? guards.insert(next) : guards.update(next);
    return recorded("guard.absence-accepted", user, next, change);
  }

  private Outcome<dev.teambroker.protocol.Guards.Guard> withdrawNow(SharedUser user) {
    Optional<Guard> before = guards.of(user.sharedUserId());
    if (before.isEmpty()) {
      return Outcome.refused(
          ProblemType.CONFLICT, "The guard of " + user.name() + " was never checked.");
    }
    if (before.get().acceptance() == null) {
      return Outcome.done(showing.show(user, before.get()));
    }
    Guard next = before.get().with(null);
    return recorded("guard.acceptance-withdrawn", user, next, guards.update(next));
  }

  private Outcome<dev.teambroker.protocol.Guards.Guard> recorded(
      String action, SharedUser user, Guard guard, RowChange change) {
    trail.append(
        AuditEvent.of(action)
            .with("sharedUser", user.name())
            .with("sharedUserId", user.id())
            .with("finding", guard.finding().code())
            .changing(change));
    return Outcome.done(showing.show(user, guard));
  }
}
