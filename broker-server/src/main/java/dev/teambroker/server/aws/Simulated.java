package dev.teambroker.server.aws;

import java.util.Set;

/**
 * What IAM's policies say to a {@link Simulation}.
 *
 * @param allowed those of its actions that are
 * @param missing condition keys that the policies ask for and the simulation did not have; what
 *     isn't allowed may be, with those
 */
public record Simulated(Set<String> allowed, Set<String> missing) {
  public Simulated {
    allowed = Set.copyOf(allowed);
    missing = Set.copyOf(missing);
  }
}
