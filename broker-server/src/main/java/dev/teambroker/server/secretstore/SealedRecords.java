package dev.teambroker.server.secretstore;

import java.util.List;

/** Port: a feature's sealed records, for moving them under other keys; a bean each kind. */
public interface SealedRecords {
  /**
   * A sealed record.
   *
   * @param binding what it is sealed for
   */
  record SealedRecord(Binding binding, SealedSecret sealed) {}

  /** All of them, as the trail says they are. */
  List<SealedRecord> all();

  /**
   * Stores what the record became, with the change on the trail, in a transaction of its own; false
   * when the record was changed or removed since it was read.
   */
  boolean replace(SealedRecord read, SealedSecret rewrapped);
}
