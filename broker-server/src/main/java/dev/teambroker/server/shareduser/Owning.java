package dev.teambroker.server.shareduser;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.web.Outcome;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Owners appoint and dismiss owners; the last one stays. Thread-safe. */
@Component
public class Owning {
  private final Access access;
  private final Owners owners;
  private final Members members;
  private final Changes changes;
  private final AuditTrail trail;
  private final InstantSource clock;

  Owning(
      Access access,
      Owners owners,
      Members members,
      Changes changes,
      AuditTrail trail,
      InstantSource clock) {
    this.access = access;
    this.owners = owners;
    this.members = members;
    this.changes = changes;
    this.trail = trail;
    this.clock = clock;
  }

  /** Appoints a member; appointing an owner again changes nothing. */
  public Outcome<SharedUser> appoint(Member owner, String name, String memberName) {
    return changes.run(
        () -> access.asOwner(owner, name, user -> appointNow(owner, user, memberName)));
  }

  /** Dismisses an owner, but for the last. */
  public Outcome<SharedUser> dismiss(Member owner, String name, String memberName) {
    return changes.run(() -> access.asOwner(owner, name, user -> dismissNow(user, memberName)));
  }

  private Outcome<SharedUser> appointNow(Member by, SharedUser user, String memberName) {
    Optional<Member> member = members.named(memberName);
    if (member.isEmpty()) {
      return Outcome.refused(ProblemType.NOT_FOUND, "There is no member of that name.");
    }
    if (owners.owns(member.get().memberId(), user.sharedUserId())) {
      return Outcome.done(user);
    }
    RowChange change =
        owners.insert(
            Owner.fresh(
                user.sharedUserId(), member.get().memberId(), by.memberId(), Times.now(clock)));
    return recorded("owner.appointed", user, member.get(), change);
  }

  private Outcome<SharedUser> dismissNow(SharedUser user, String memberName) {
    Optional<Member> member = members.named(memberName);
    List<Owner> all = owners.of(user.sharedUserId());
    Optional<Owner> owner =
        member.flatMap(
            who -> all.stream().filter(one -> one.member().equals(who.memberId())).findFirst());
    if (member.isEmpty() || owner.isEmpty()) {
      return Outcome.refused(ProblemType.NOT_FOUND, "There is no owner of that name.");
    }
    if (all.size() == 1) {
      return Outcome.refused(
          ProblemType.CONFLICT, "This is the last owner; appoint another one first.");
    }
    return recorded("owner.dismissed", user, member.get(), owners.delete(owner.get()));
  }

  private Outcome<SharedUser> recorded(
      String action, SharedUser user, Member subject, RowChange change) {
    trail.append(
        AuditEvent.of(action)
            .with("sharedUser", user.name())
            .with("sharedUserId", user.id())
            .with("subject", subject.name())
            .with("subjectId", subject.id())
            .changing(change));
    return Outcome.done(user);
  }
}
