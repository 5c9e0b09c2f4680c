package dev.teambroker.server.shareduser;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.SharedUsers.Confirmation;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.MemberState;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.member.ReEnrolment;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.web.Outcome;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Gives a member whom an admin re-enrolled back what they had of one shared user: grants and, where
 * they own it, the owner's say. By an owner who has no hand in it; where there is none, by the
 * admin who is an owner, or by the member with a key of the IAM user. Thread-safe.
 */
@Component
public class ConfirmingReEnrolment {
  private final Access access;
  private final Members members;
  private final Owners owners;
  private final AwaitedConfirmations awaited;
  private final ReEnrolmentConfirmations confirmations;
  private final ProvingPossession proving;
  private final Changes changes;
  private final AuditTrail trail;
  private final InstantSource clock;

  ConfirmingReEnrolment(
      Access access,
      Members members,
      Owners owners,
      AwaitedConfirmations awaited,
      ReEnrolmentConfirmations confirmations,
      ProvingPossession proving,
      Changes changes,
      AuditTrail trail,
      InstantSource clock) {
    this.access = access;
    this.members = members;
    this.owners = owners;
    this.awaited = awaited;
    this.confirmations = confirmations;
    this.proving = proving;
    this.changes = changes;
    this.trail = trail;
    this.clock = clock;
  }

  /** What was confirmed, on which grounds, and the change to record. */
  public record Confirmed(Member member, ConfirmationGrounds grounds, RowChange change) {}

  /** By an owner, whether the member has a grant or not. */
  public Outcome<Confirmation> confirm(Member owner, String sharedUser, String memberName) {
    return changes.run(
        () ->
            access.asOwner(
                owner,
                sharedUser,
                user -> {
                  Optional<Member> subject = members.named(memberName);
                  return subject.isEmpty()
                      ? Outcome.refused(ProblemType.NOT_FOUND, "There is no member of that name.")
                      : recorded(user, confirmNow(owner, user, subject.get()));
                }));
  }

  /** By a deciding owner, in the caller's transaction, which records the change. */
  public Outcome<Confirmed> confirmNow(Member owner, SharedUser user, Member subject) {
    List<ReEnrolment> open = awaited.of(subject, user.sharedUserId());
    if (open.isEmpty()) {
      return Outcome.refused(ProblemType.CONFLICT, "The member doesn't wait for a confirmation.");
    }
    if (owner.memberId().equals(subject.memberId())) {
      return another();
    }
    Set<MemberId> involved = involved(subject, open);
    if (!involved.contains(owner.memberId())) {
      return Outcome.done(insert(user, subject, ConfirmationGrounds.OWNER, owner.memberId()));
    }
    return isAnybodyElse(user, involved)
        ? another()
        : Outcome.done(insert(user, subject, ConfirmationGrounds.SAME_ADMIN, owner.memberId()));
  }

  /** By the re-enrolled member, as the only owner, with a key of the same IAM user. */
  public Outcome<Confirmation> prove(Member owner, String sharedUser, OfferedKey key) {
    return switch (onlyOwner(owner, sharedUser)) {
      case Outcome.Refused<SharedUser> refused -> refused.of();
      case Outcome.Done<SharedUser>(SharedUser user) ->
          switch (proving.prove(user.partition(), key)) {
            case Outcome.Refused<ProvedUser> refused -> refused.of();
            case Outcome.Done<ProvedUser>(ProvedUser proved) ->
                proved.userId().equals(user.userId())
                    ? proved(owner, sharedUser)
                    : Outcome.refused(
                        ProblemType.CONFLICT,
                        "This key belongs to " + proved.arn() + ", not to " + user.userArn());
          };
    };
  }

  private Outcome<Confirmation> proved(Member owner, String sharedUser) {
    return changes.run(
        () ->
            switch (onlyOwner(owner, sharedUser)) {
              case Outcome.Refused<SharedUser> refused -> refused.of();
              case Outcome.Done<SharedUser>(SharedUser user) ->
                  recorded(
                      user,
                      Outcome.done(insert(user, owner, ConfirmationGrounds.KEY, owner.memberId())));
            });
  }

  private Outcome<SharedUser> onlyOwner(Member owner, String sharedUser) {
    Outcome<SharedUser> visible = access.visible(owner, sharedUser);
    if (!(visible instanceof Outcome.Done<SharedUser>(SharedUser user))) {
      return visible;
    }
    if (!owners.owns(owner.memberId(), user.sharedUserId())) {
      return Outcome.refused(ProblemType.FORBIDDEN, "Only an owner of it may do this.");
    }
    List<ReEnrolment> open = awaited.of(owner, user.sharedUserId());
    if (open.isEmpty()) {
      return Outcome.refused(ProblemType.CONFLICT, "You don't wait for a confirmation.");
    }
    return isAnybodyElse(user, involved(owner, open)) ? another() : visible;
  }

  private static Set<MemberId> involved(Member subject, List<ReEnrolment> open) {
    return Stream.concat(Stream.of(subject.memberId()), open.stream().map(ReEnrolment::by))
        .collect(Collectors.toSet());
  }

  /** Whether an owner besides these could confirm, now or once they may act again. */
  private boolean isAnybodyElse(SharedUser user, Set<MemberId> besides) {
    return owners.of(user.sharedUserId()).stream()
        .filter(owner -> !besides.contains(owner.member()))
        .flatMap(owner -> members.find(owner.member()).stream())
        .filter(member -> !(member.state() instanceof MemberState.Removed))
        .anyMatch(member -> !owners.waits(member, user.sharedUserId()));
  }

  private Confirmed insert(
      SharedUser user, Member subject, ConfirmationGrounds grounds, MemberId by) {
    return new Confirmed(
        subject,
        grounds,
        confirmations.insert(
            ReEnrolmentConfirmation.fresh(user, subject, grounds, by, Times.now(clock))));
  }

  private Outcome<Confirmation> recorded(SharedUser user, Outcome<Confirmed> outcome) {
    return outcome.map(
        confirmed -> {
          String grounds = confirmed.grounds().code();
          trail.append(
              AuditEvent.of("member.confirmed")
                  .with("sharedUser", user.name())
                  .with("sharedUserId", user.id())
                  .with("subject", confirmed.member().name())
                  .with("subjectId", confirmed.member().id())
                  .with("grounds", grounds)
                  .changing(confirmed.change()));
          return new Confirmation(confirmed.member().name(), user.name(), grounds);
        });
  }

  private static <T> Outcome<T> another() {
    return Outcome.refused(
        ProblemType.FORBIDDEN,
        "An owner other than the member and the admin who re-enrolled them has to confirm.");
  }
}
