package dev.teambroker.server.audit;

/** A row of the database whose change, return or absence could yield a session. */
public interface DecidingRow {
  RowKind kind();

  /** Unique within the kind, and never used again after its removal. */
  String id();

  /** 1 for a new row, one more at each change, its removal included. */
  long version();

  /** Every column that decides, in its canonical encoding. */
  RowContent content();
}
