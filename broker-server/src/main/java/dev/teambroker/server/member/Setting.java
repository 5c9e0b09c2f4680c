package dev.teambroker.server.member;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;

/** A fact about this broker that decides. */
record Setting(String id, long version, String value) implements DecidingRow {
  /** Exists from the first admin's enrolment on; its value is that member's id. */
  static final String FIRST_ADMIN = "first-admin";

  /** What stops all issuing; its value is the scopes, joined. */
  static final String STOPS = "stops";

  Setting next(String changed) {
    return new Setting(id, version + 1, changed);
  }

  @Override
  public RowKind kind() {
    return RowKind.SETTING;
  }

  @Override
  public RowContent content() {
    return RowContent.format(1).text(value);
  }
}
