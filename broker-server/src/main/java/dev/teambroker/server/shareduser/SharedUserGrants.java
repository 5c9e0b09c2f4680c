package dev.teambroker.server.shareduser;

import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.member.Member;
import java.util.List;

/** Port: what this feature has to know of the grants of a shared user. */
public interface SharedUserGrants {
  /** Whether some grant of the shared user is for the member, in force or not. */
  boolean reach(Member member, SharedUserId user);

  /** The ARNs of the roles that are granted through the shared user. */
  List<String> rolesOf(SharedUserId user);

  /** Removes all grants of the shared user, in the caller's transaction. */
  List<RowChange> removeOf(SharedUserId user);
}
