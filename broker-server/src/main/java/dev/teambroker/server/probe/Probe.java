package dev.teambroker.server.probe;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.shareduser.SharedUserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A probe of an account, with the key of one of its shared users.
 *
 * @param knownKeys the user's keys before the spare one was asked for
 * @param outlive whether sessions were seen to outlive their key; null while that isn't known
 * @param detail why it is so
 */
record Probe(
    String id,
    long version,
    String account,
    SharedUserId sharedUser,
    MemberId begunBy,
    Instant begunAt,
    ProbeState state,
    Instant stateAt,
    List<String> knownKeys,
    @Nullable String spareKey,
    @Nullable Boolean outlive,
    @Nullable String detail)
    implements DecidingRow {
  Probe {
    knownKeys = List.copyOf(knownKeys);
  }

  static Probe begun(SharedUser user, MemberId by, List<String> knownKeys, Instant now) {
    return new Probe(
        FreshId.of("q"),
        1,
        user.account(),
        user.sharedUserId(),
        by,
        now,
        ProbeState.BEGUN,
        now,
        knownKeys,
        null,
        null,
        null);
  }

  Probe made(String accessKeyId, Instant now) {
    return next(ProbeState.MADE, now, accessKeyId, null, null);
  }

  Probe removing(Instant now) {
    return next(ProbeState.REMOVING, now, spareKey, null, null);
  }

  Probe found(boolean sessionsOutlive, Instant now) {
    return next(ProbeState.DONE, now, spareKey, sessionsOutlive, null);
  }

  Probe ended(ProbeState end, String why, Instant now) {
    return next(end, now, spareKey, null, why);
  }

  private Probe next(
      ProbeState next,
      Instant now,
      @Nullable String spare,
      @Nullable Boolean found,
      @Nullable String why) {
    return new Probe(
        id,
        version + 1,
        account,
        sharedUser,
        begunBy,
        begunAt,
        next,
        now,
        knownKeys,
        spare,
        found,
        why);
  }

  @Override
  public RowKind kind() {
    return RowKind.SESSION_PROBE;
  }

  @Override
  public RowContent content() {
    return RowContent.format(1)
        .text(account)
        .text(sharedUser.value())
        .text(begunBy.value())
        .instant(begunAt)
        .text(state.code())
        .instant(stateAt)
        .texts(knownKeys)
        .text(spareKey)
        .text(outlive == null ? null : outlive.toString())
        .text(detail);
  }
}
