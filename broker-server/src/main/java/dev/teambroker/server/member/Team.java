package dev.teambroker.server.member;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;

/** A set of members, to whom grants can be made at once. Its name never changes. */
public record Team(TeamId teamId, long version, String name) implements DecidingRow {
  @Override
  public RowKind kind() {
    return RowKind.TEAM;
  }

  @Override
  public String id() {
    return teamId.value();
  }

  @Override
  public RowContent content() {
    return RowContent.format(1).text(name);
  }
}
