package dev.teambroker.server.aws;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A question to IAM's policies: whether somebody might do these to that resource.
 *
 * @param sourceArn the user or role whose policies are asked
 * @param context the condition keys that there are
 */
public record Simulation(
    String sourceArn, List<String> actions, String resource, SortedMap<String, Value> context) {
  public Simulation {
    actions = List.copyOf(actions);
    context = new TreeMap<>(context);
  }

  /**
   * Of a condition key.
   *
   * @param type string, boolean, numeric or date
   */
  public record Value(String type, String text) {}
}
