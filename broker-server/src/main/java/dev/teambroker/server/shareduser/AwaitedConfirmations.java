package dev.teambroker.server.shareduser;

import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.ReEnrolment;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Which of a member's re-enrolments stand between the member and a shared user: all that nobody has
 * confirmed for it, whatever was confirmed for other shared users. Thread-safe.
 */
@Component
public class AwaitedConfirmations {
  private final ReEnrolmentConfirmations confirmations;

  AwaitedConfirmations(ReEnrolmentConfirmations confirmations) {
    this.confirmations = confirmations;
  }

  /**
   * Whether what an owner of the shared user gave the member waits. It doesn't where the owner gave
   * it after each re-enrolment and hasn't re-enrolled the member himself.
   */
  public boolean stop(Member member, SharedUserId user, MemberId givenBy, Instant givenAt) {
    return stop(member, user, givenBy, givenAt, Instant.MAX);
  }

  /** The same as it stood then. */
  boolean stop(Member member, SharedUserId user, MemberId givenBy, Instant givenAt, Instant then) {
    return member.reEnrolments().stream()
        .filter(one -> !one.at().isAfter(then))
        .filter(one -> !givenAt.isAfter(one.at()) || givenBy.equals(one.by()))
        .anyMatch(one -> !isConfirmed(member, user, one, then));
  }

  /** The re-enrolments that nobody has confirmed for the shared user. */
  List<ReEnrolment> of(Member member, SharedUserId user) {
    return member.reEnrolments().stream()
        .filter(one -> !isConfirmed(member, user, one, Instant.MAX))
        .toList();
  }

  private boolean isConfirmed(Member member, SharedUserId user, ReEnrolment one, Instant then) {
    return confirmations.of(user, member.memberId()).stream()
        .anyMatch(
            confirmation -> confirmation.covers(one) && !confirmation.confirmedAt().isAfter(then));
  }
}
