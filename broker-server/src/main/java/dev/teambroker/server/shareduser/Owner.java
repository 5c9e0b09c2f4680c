package dev.teambroker.server.shareduser;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.member.MemberId;
import java.time.Instant;

/** That a member owns a shared user: grants its sessions, puts its keys, appoints owners. */
record Owner(
    String rowId,
    long version,
    SharedUserId sharedUser,
    MemberId member,
    MemberId appointedBy,
    Instant appointedAt)
    implements DecidingRow {

  static Owner fresh(SharedUserId user, MemberId member, MemberId by, Instant now) {
    return new Owner(FreshId.of("o"), 1, user, member, by, now);
  }

  @Override
  public RowKind kind() {
    return RowKind.OWNER;
  }

  @Override
  public String id() {
    return rowId;
  }

  @Override
  public RowContent content() {
    return RowContent.format(1)
        .text(sharedUser.value())
        .text(member.value())
        .text(appointedBy.value())
        .instant(appointedAt);
  }
}
