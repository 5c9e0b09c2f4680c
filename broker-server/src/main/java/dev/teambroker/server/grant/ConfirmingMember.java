package dev.teambroker.server.grant;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.Membership;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.ConfirmationGrounds;
import dev.teambroker.server.shareduser.ConfirmingReEnrolment;
import dev.teambroker.server.shareduser.ConfirmingReEnrolment.Confirmed;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Outcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * An owner confirms, with a grant, a member whom an admin re-enrolled, or added to a team after the
 * grant to it, or both. Who added the member needn't be looked at here: one who is an owner means
 * it already. Thread-safe.
 */
@Component
class ConfirmingMember {
  private final Grants grants;
  private final Latecomers latecomers;
  private final ConfirmingReEnrolment reEnrolment;
  private final GrantConfirmations confirmations;
  private final InstantSource clock;

  ConfirmingMember(
      Grants grants,
      Latecomers latecomers,
      ConfirmingReEnrolment reEnrolment,
      GrantConfirmations confirmations,
      InstantSource clock) {
    this.grants = grants;
    this.latecomers = latecomers;
    this.reEnrolment = reEnrolment;
    this.confirmations = confirmations;
    this.clock = clock;
  }

  /** What was confirmed, on which grounds. */
  record Meant(Member member, ConfirmationGrounds grounds, List<RowChange> changes) {}

  /** In the caller's transaction, which records the changes. */
  Outcome<Meant> confirm(Member owner, SharedUser user, Grant grant, Member subject) {
    Optional<Membership> late = latecomers.waiting(grant, subject.memberId());
    boolean reEnrolled = grants.waitsReEnrolled(grant, subject);
    if (late.isEmpty() && !reEnrolled) {
      return Outcome.refused(ProblemType.CONFLICT, "The member doesn't wait for a confirmation.");
    }
    if (owner.memberId().equals(subject.memberId())) {
      return Outcome.refused(
          ProblemType.FORBIDDEN, "An owner other than the member has to confirm.");
    }
    List<RowChange> made = new ArrayList<>();
    ConfirmationGrounds grounds = ConfirmationGrounds.OWNER;
    if (reEnrolled) {
      switch (reEnrolment.confirmNow(owner, user, subject)) {
        case Outcome.Refused<Confirmed> refused -> {
          return refused.of();
        }
        case Outcome.Done<Confirmed>(Confirmed confirmed) -> {
          grounds = confirmed.grounds();
          made.add(confirmed.change());
        }
      }
    }
    late.map(
            membership ->
                GrantConfirmation.fresh(grant, membership, owner.memberId(), Times.now(clock)))
        .map(confirmations::insert)
        .ifPresent(made::add);
    return Outcome.done(new Meant(subject, grounds, made));
  }
}
