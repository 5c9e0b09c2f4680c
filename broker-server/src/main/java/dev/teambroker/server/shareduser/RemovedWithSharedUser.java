package dev.teambroker.server.shareduser;

import dev.teambroker.server.audit.RowChange;
import java.util.List;

/** Port: deciding rows of features above this one that go with the shared user they are about. */
public interface RemovedWithSharedUser {
  /** Removes them, in the caller's transaction. */
  List<RowChange> removeOf(SharedUserId user);
}
