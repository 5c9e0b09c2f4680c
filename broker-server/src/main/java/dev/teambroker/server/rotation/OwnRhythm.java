package dev.teambroker.server.rotation;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.shareduser.SharedUserId;
import java.time.Instant;

/** A shared user's own rhythm, as an owner has set it; one without inherits the configured. */
record OwnRhythm(
    String id, long version, SharedUserId sharedUser, Rhythm rhythm, MemberId setBy, Instant setAt)
    implements DecidingRow {
  static OwnRhythm first(SharedUserId user, Rhythm rhythm, MemberId by, Instant now) {
    return new OwnRhythm(FreshId.of("x"), 1, user, rhythm, by, now);
  }

  OwnRhythm to(Rhythm next, MemberId by, Instant now) {
    return new OwnRhythm(id, version + 1, sharedUser, next, by, now);
  }

  @Override
  public RowKind kind() {
    return RowKind.ROTATION_RHYTHM;
  }

  @Override
  public RowContent content() {
    return RowContent.format(1)
        .text(sharedUser.value())
        .text(rhythm.code())
        .text(setBy.value())
        .instant(setAt);
  }
}
