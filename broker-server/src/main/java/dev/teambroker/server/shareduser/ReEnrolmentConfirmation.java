package dev.teambroker.server.shareduser;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.ReEnrolment;
import java.time.Instant;

/**
 * That a member whom admins re-enrolled is, for one shared user, who they were before.
 *
 * @param reEnrolment the number of the last one that was looked at; a later one isn't covered
 */
record ReEnrolmentConfirmation(
    String id,
    long version,
    SharedUserId sharedUser,
    MemberId member,
    int reEnrolment,
    ConfirmationGrounds grounds,
    MemberId confirmedBy,
    Instant confirmedAt)
    implements DecidingRow {

  static ReEnrolmentConfirmation fresh(
      SharedUser user, Member member, ConfirmationGrounds grounds, MemberId by, Instant now) {
    return new ReEnrolmentConfirmation(
        FreshId.of("y"),
        1,
        user.sharedUserId(),
        member.memberId(),
        member.reEnrolments().size(),
        grounds,
        by,
        now);
  }

  boolean covers(ReEnrolment one) {
    return one.number() <= reEnrolment;
  }

  @Override
  public RowKind kind() {
    return RowKind.RE_ENROLMENT_CONFIRMATION;
  }

  @Override
  public RowContent content() {
    return RowContent.format(1)
        .text(sharedUser.value())
        .text(member.value())
        .number((long) reEnrolment)
        .text(grounds.code())
        .text(confirmedBy.value())
        .instant(confirmedAt);
  }
}
