package dev.teambroker.server.audit;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A change of a deciding row goes through only on the version that it was decided on. */
public final class StoredVersion {
  private StoredVersion() {}

  /**
   * Passes if the statement found that version.
   *
   * @param changed how many rows the statement changed that names the row's id and version
   */
  public static void check(DecidingRow row, int changed) {
    if (changed != 1) {
      throw new OptimisticLockingFailureException(
          row.kind().code() + " " + row.id() + " has changed");
    }
  }

  /** Deletes this very version from the table of that name. */
  public static void delete(JdbcClient database, String table, DecidingRow row) {
    check(
        row,
        database
            .sql("delete from broker." + table + " where id = :id and version = :version")
            .param("id", row.id())
            .param("version", row.version())
            .update());
  }
}
