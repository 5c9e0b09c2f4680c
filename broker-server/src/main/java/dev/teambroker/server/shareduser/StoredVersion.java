package dev.teambroker.server.shareduser;

import dev.teambroker.server.audit.DecidingRow;
import org.springframework.dao.OptimisticLockingFailureException;

/** A change of a row goes through only on the version that it was decided on. */
final class StoredVersion {
  private StoredVersion() {}

  static void check(DecidingRow row, int changed) {
    if (changed != 1) {
      throw new OptimisticLockingFailureException(
          row.kind().code() + " " + row.id() + " has changed");
    }
  }
}
