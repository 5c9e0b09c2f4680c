package dev.teambroker.server.grant;

import java.util.List;

/**
 * The grants of one shared user that are for a member.
 *
 * @param holding those that are in force for the member
 * @param waiting those for which an owner has to confirm the member first
 */
public record OwnGrants(List<Grant> holding, List<Grant> waiting) {
  public static final OwnGrants NONE = new OwnGrants(List.of(), List.of());

  public boolean isEmpty() {
    return holding.isEmpty() && waiting.isEmpty();
  }
}
