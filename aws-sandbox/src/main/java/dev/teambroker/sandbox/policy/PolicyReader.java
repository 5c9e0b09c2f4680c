package dev.teambroker.sandbox.policy;

import dev.teambroker.sandbox.wire.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of a policy, strictly: what AWS would not take is MalformedPolicyDocument. */
final class PolicyReader {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");
  private static final Set<String> STATEMENT_FIELDS =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  /** Which of the two, principals and resources, a policy has. */
  enum Kind {
    IDENTITY,
    TRUST,
    RESOURCE
  }

  private final Kind kind;

  PolicyReader(Kind kind) {
    this.kind = kind;
  }

  PolicyDocument read(String json) {
    JsonNode policy = parsed(json);
    if (policy.has("Version") && !VERSIONS.contains(policy.path("Version").asString(""))) {
      throw malformed("The policy's Version is unknown.");
    }
    List<Statement> statements = new ArrayList<>();
    for (JsonNode statement : oneOrMany(policy.path("Statement"))) {
      statements.add(statement(statement));
    }
    if (statements.isEmpty()) {
      throw malformed("Syntax errors in policy.");
    }
    return new PolicyDocument(json, statements);
  }

  private static JsonNode parsed(String json) {
    try {
      JsonNode policy = JSON.readTree(json);
      if (policy.isObject()) {
        return policy;
      }
    } catch (JacksonException e) {
      throw malformed("This policy contains invalid Json");
    }
    throw malformed("Syntax errors in policy.");
  }

  private Statement statement(JsonNode statement) {
    for (Map.Entry<String, JsonNode> field : statement.properties()) {
      if (!STATEMENT_FIELDS.contains(field.getKey())) {
        throw malformed("Syntax errors in policy.");
      }
    }
    return new Statement(
        effect(statement.path("Effect").asString("")),
        names(statement, "Action", "NotAction"),
        kind == Kind.TRUST ? noResources(statement) : names(statement, "Resource", "NotResource"),
        principals(statement),
        tests(statement.path("Condition")));
  }

  private static boolean effect(String effect) {
    return switch (effect) {
      case "Allow" -> true;
      case "Deny" -> false;
      default -> throw malformed("Invalid effect: " + effect);
    };
  }

  private static Statement.Names names(JsonNode statement, String positive, String negative) {
    if (statement.has(positive) == statement.has(negative)) {
      throw malformed(
          "Policy statement must contain "
              + (positive.equals("Action") ? "actions." : "resources."));
    }
    boolean not = statement.has(negative);
    return new Statement.Names(texts(statement.path(not ? negative : positive)), not);
  }

  private static Statement.Names noResources(JsonNode statement) {
    if (statement.has("Resource") || statement.has("NotResource")) {
      throw malformed("Has prohibited field Resource");
    }
    return new Statement.Names(List.of("*"), false);
  }

  private List<String> principals(JsonNode statement) {
    JsonNode principal = statement.path("Principal");
    if (kind == Kind.IDENTITY) {
      if (!principal.isMissingNode()) {
        throw malformed("Policy document should not specify a principal.");
      }
      return List.of();
    }
    List<String> principals =
        principal.isObject() ? texts(principal.path("AWS")) : texts(principal);
    principals.addAll(texts(principal.path("Federated")));
    if (principals.isEmpty()) {
      throw malformed("Missing required field Principal");
    }
    return principals;
  }

  private static List<Statement.Test> tests(JsonNode block) {
    List<Statement.Test> tests = new ArrayList<>();
    for (Map.Entry<String, JsonNode> operator : block.properties()) {
      for (Map.Entry<String, JsonNode> line : operator.getValue().properties()) {
        tests.add(test(operator.getKey(), line.getKey(), texts(line.getValue())));
      }
    }
    return tests;
  }

  private static Statement.Test test(String operator, String key, List<String> wanted) {
    if (operator.equals("Null")) {
      return new Statement.Test.Null(key, wanted.contains("true"));
    }
    return Condition.of(operator, key, wanted)
        .map(Statement.Test.Compare::new)
        .orElseThrow(() -> malformed("Invalid Condition type : " + operator + "."));
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : oneOrMany(node)) {
      if (!text.isValueNode()) {
        throw malformed("Syntax errors in policy.");
      }
      texts.add(text.asString());
    }
    return texts;
  }

  private static Iterable<JsonNode> oneOrMany(JsonNode node) {
    if (node.isArray()) {
      return node;
    }
    return node.isMissingNode() || node.isNull() ? List.of() : List.of(node);
  }

  private static AwsError malformed(String message) {
    return new AwsError(400, "MalformedPolicyDocument", message);
  }
}
