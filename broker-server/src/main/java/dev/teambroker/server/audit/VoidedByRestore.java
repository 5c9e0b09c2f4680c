package dev.teambroker.server.audit;

import java.util.List;

/**
 * Port: what a feature makes void when an older state of the database is accepted, because what was
 * used or withdrawn since would be good again. One bean a feature.
 */
public interface VoidedByRestore {
  /**
   * What was made void.
   *
   * @param what in the plural
   * @param changes of deciding rows, for the record of the restore
   */
  record Voided(String what, int count, List<RowChange> changes) {
    public Voided {
      changes = List.copyOf(changes);
    }
  }

  /** Makes it void, in the running transaction. */
  List<Voided> makeVoid();
}
