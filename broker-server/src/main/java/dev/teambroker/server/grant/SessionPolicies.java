package dev.teambroker.server.grant;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Inline session policies. STS takes one, and two can't be intersected in general; but statements
 * that only deny narrow whatever they are added to.
 */
final class SessionPolicies {
  /** STS's limit on the text. */
  static final int LONGEST = 2048;

  private static final JsonMapper JSON = JsonMapper.shared();

  private SessionPolicies() {}

  /** Whether the text is a JSON object with statements, within STS's length. */
  static boolean isPolicy(String text) {
    return text.length() <= LONGEST && parse(text).isPresent();
  }

  /**
   * The grant's policy narrowed by the request's; empty where the request's holds more than Deny
   * statements.
   */
  static Optional<String> narrowed(String granted, String requested) {
    Optional<ObjectNode> base = parse(granted);
    Optional<ObjectNode> more = parse(requested);
    if (base.isEmpty() || more.isEmpty() || !deniesOnly(more.get())) {
      return Optional.empty();
    }
    ArrayNode all = JSON.createArrayNode();
    all.addAll(statements(base.get()));
    all.addAll(statements(more.get()));
    base.get().set("Statement", all);
    return Optional.of(JSON.writeValueAsString(base.get()));
  }

  private static boolean deniesOnly(ObjectNode policy) {
    for (JsonNode statement : statements(policy)) {
      if (!"Deny".equals(statement.path("Effect").asString(""))) {
        return false;
      }
    }
    return true;
  }

  private static ArrayNode statements(ObjectNode policy) {
    JsonNode statement = policy.get("Statement");
    return statement instanceof ArrayNode array ? array : JSON.createArrayNode().add(statement);
  }

  private static Optional<ObjectNode> parse(String text) {
    try {
      return JSON.readTree(text) instanceof ObjectNode policy && policy.has("Statement")
          ? Optional.of(policy)
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
