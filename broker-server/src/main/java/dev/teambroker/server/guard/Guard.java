package dev.teambroker.server.guard;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.shareduser.SharedUserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether members' sessions are kept from changing the shared user, as it was last found; and who
 * accepted that they are not.
 */
record Guard(
    String id,
    long version,
    SharedUserId sharedUser,
    GuardFinding finding,
    Instant checkedAt,
    @Nullable Acceptance acceptance)
    implements DecidingRow {

  /** That an owner takes sessions with MFA without the guard. */
  record Acceptance(MemberId by, Instant at) {}

  static Guard first(
      SharedUserId user, GuardFinding finding, Instant now, @Nullable Acceptance acceptance) {
    return new Guard(FreshId.of("v"), 1, user, finding, now, acceptance);
  }

  Guard found(GuardFinding next, Instant now) {
    return new Guard(id, version + 1, sharedUser, next, now, acceptance);
  }

  Guard with(@Nullable Acceptance next) {
    return new Guard(id, version + 1, sharedUser, finding, checkedAt, next);
  }

  /** Whether sessions with MFA may be issued. */
  boolean lets() {
    return finding == GuardFinding.IN_PLACE || acceptance != null;
  }

  @Override
  public RowKind kind() {
    return RowKind.GUARD;
  }

  @Override
  public RowContent content() {
    return RowContent.format(1)
        .text(sharedUser.value())
        .text(finding.code())
        .instant(checkedAt)
        .text(acceptance == null ? null : acceptance.by().value())
        .instant(acceptance == null ? null : acceptance.at());
  }
}
