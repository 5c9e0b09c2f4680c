package dev.teambroker.server.member;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import java.time.Instant;

/**
 * That a member belongs to a team. A new one each time somebody is added, so that an old row never
 * stands for it again.
 *
 * @param addedBy the admin who added them
 */
public record Membership(
    String id, long version, TeamId team, MemberId member, MemberId addedBy, Instant addedAt)
    implements DecidingRow {
  static Membership fresh(TeamId team, MemberId member, MemberId addedBy, Instant now) {
    return new Membership(FreshId.of("s"), 1, team, member, addedBy, now);
  }

  @Override
  public RowKind kind() {
    return RowKind.MEMBERSHIP;
  }

  @Override
  public RowContent content() {
    return RowContent.format(1)
        .text(team.value())
        .text(member.value())
        .text(addedBy.value())
        .instant(addedAt);
  }
}
