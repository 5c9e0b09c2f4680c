package dev.teambroker.server.grant;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.member.Administering;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.member.Membership;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.web.Outcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * An owner confirms a member whom an admin enrolled anew, or added to a team after the grant to it,
 * or both. Who added the member needn't be looked at here: one who is an owner means it already.
 * Thread-safe.
 */
@Component
class ConfirmingMember {
  private final Members members;
  private final Administering administering;
  private final Latecomers latecomers;
  private final GrantConfirmations confirmations;
  private final InstantSource clock;

  ConfirmingMember(
      Members members,
      Administering administering,
      Latecomers latecomers,
      GrantConfirmations confirmations,
      InstantSource clock) {
    this.members = members;
    this.administering = administering;
    this.latecomers = latecomers;
    this.confirmations = confirmations;
    this.clock = clock;
  }

  /** In the caller's transaction, which records the changes. */
  Outcome<List<RowChange>> confirm(Member owner, Grant grant, MemberId subject) {
    Optional<Membership> late = latecomers.waiting(grant, subject);
    if (late.isPresent() && owner.memberId().equals(subject)) {
      return Outcome.refused(
          ProblemType.FORBIDDEN, "An owner other than the member has to confirm.");
    }
    List<RowChange> made = new ArrayList<>();
    if (late.isEmpty() || wasEnrolledAnew(subject)) {
      switch (administering.confirmedByOwner(owner.memberId(), subject)) {
        case Outcome.Refused<RowChange> refused -> {
          return refused.of();
        }
        case Outcome.Done<RowChange>(RowChange change) -> made.add(change);
      }
    }
    late.map(
            membership ->
                GrantConfirmation.fresh(grant, membership, owner.memberId(), Times.now(clock)))
        .map(confirmations::insert)
        .ifPresent(made::add);
    return Outcome.done(made);
  }

  private boolean wasEnrolledAnew(MemberId member) {
    return members.find(member).filter(who -> who.confirmationWantedBy().isPresent()).isPresent();
  }
}
