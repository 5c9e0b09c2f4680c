package dev.teambroker.server.session;

import dev.teambroker.server.ServedContract;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Requests that are almost right, made of the served description: of one of its addresses, with one
 * thing missing, malformed, oversized, unknown or given twice.
 */
final class BadRequests {
  /** Stands in every secret that is sent; no answer may hold it. */
  static final String CANARY = "cAnArY0123456789";

  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String RIGHT_FORM = "grant_type=refresh_token&refresh_token=" + CANARY;
  private static final List<String> OTHER_TYPES =
      List.of("text/plain", "multipart/form-data", "multipart/form-data; boundary=x", FORM, "*/*");
  private static final List<String> ODD_PATHS =
      List.of(
          "nobody",
          "%20",
          "%01",
          "%7F",
          "%C3%28",
          "%F0%9F%98%80",
          "a%2Fb",
          "..%2F",
          "%27",
          "%25",
          "a;b=c",
          "x".repeat(3000));
  private static final List<String> NO_OBJECTS =
      List.of(
          "",
          "{",
          "[]",
          "null",
          "7",
          "\"text\"",
          "{}{}",
          "{\"a\":",
          "<x/>",
          "\u0000",
          "{'a':1}",
          "[".repeat(5000));
  private static final List<String> ODD_FORMS =
      List.of(
          "",
          "=",
          "&&&",
          "grant_type",
          "grant_type=",
          "grant_type=password&code=1",
          "%zz=1",
          "code=1&code=1",
          "grant_type=refresh_token&refresh_token=" + CANARY,
          "grant_type=refresh_token&code=" + CANARY,
          "x".repeat(5000));

  private final ServedContract contract;
  private final List<String> operations;
  private final Random random;
  private final BadFields fields;

  BadRequests(ServedContract contract, Predicate<String> wanted, long seed) {
    this.contract = contract;
    this.operations = contract.operations().stream().filter(wanted).toList();
    this.random = new Random(seed);
    this.fields = new BadFields(random);
  }

  /**
   * A request.
   *
   * @param what is wrong with it
   * @param field with which the name of a field begins that a problem has to name, where it is
   *     certain that there is one
   */
  record Bad(
      String operation,
      String path,
      @Nullable String body,
      String type,
      String what,
      @Nullable String field) {
    private Bad at(String otherPath, String wrong, @Nullable String named) {
      return new Bad(operation, otherPath, body, type, wrong, named);
    }

    private Bad with(@Nullable String text, String as, String wrong, @Nullable String named) {
      return new Bad(operation, path, text, as, wrong, named);
    }
  }

  Bad next() {
    String operation = one(operations);
    String template = operation.replaceFirst(".* ", "");
    JsonNode described = contract.operation(operation);
    JsonNode content = described.path("requestBody").path("content");
    JsonNode schema = resolved(content.path(JSON).path("schema"));
    Bad right = right(operation, template, described, content, schema);
    return switch (random.nextInt(8)) {
      case 0 -> oddPath(right, template);
      case 1, 2 -> oddQuery(right, described);
      case 3 -> content.has(JSON) ? noObject(right) : oddForm(right, content);
      default -> content.has(JSON) ? oddField(right, schema) : oddForm(right, content);
    };
  }

  private Bad right(
      String operation, String template, JsonNode described, JsonNode content, JsonNode schema) {
    String query =
        described
            .path("parameters")
            .valueStream()
            .filter(each -> each.path("required").asBoolean() && isOfQuery(each))
            .map(each -> each.path("name").asString() + "=x")
            .collect(Collectors.joining("&"));
    String path = template.replace("{name}", "deploy").replaceAll("\\{[^}]*}", "unknown");
    String at = path + (query.isEmpty() ? "" : "?" + query);
    if (content.has(FORM)) {
      return new Bad(operation, at, RIGHT_FORM, FORM, "nothing", null);
    }
    String body = content.has(JSON) ? fields.right(schema).toString() : null;
    return new Bad(operation, at, body, JSON, "nothing", null);
  }

  private Bad oddPath(Bad right, String template) {
    String path = template.replaceAll("\\{[^}]*}", one(ODD_PATHS));
    return right.at(path, "an odd path", null);
  }

  private Bad oddQuery(Bad right, JsonNode described) {
    List<String> names =
        described
            .path("parameters")
            .valueStream()
            .filter(BadRequests::isOfQuery)
            .map(each -> each.path("name").asString())
            .toList();
    if (names.isEmpty() || random.nextBoolean()) {
      String more = right.path.contains("?") ? "&" : "?";
      return right.at(right.path + more + "unknown=1", "an unknown parameter", "unknown");
    }
    String name = one(names);
    String bare = right.path.replaceFirst("\\?.*", "") + "?" + name + "=";
    return switch (random.nextInt(3)) {
      case 0 -> right.at(bare + "1&" + name + "=2", "a parameter twice", name);
      case 1 -> right.at(bare + "%00", "a control character", name);
      default -> right.at(bare + "9".repeat(3000), "an endless parameter", name);
    };
  }

  private Bad noObject(Bad right) {
    return switch (random.nextInt(4)) {
      case 0 -> right.with(right.body, one(OTHER_TYPES), "another media type", null);
      case 1 -> right.with(" ".repeat(70_000), JSON, "an endless body", null);
      default -> right.with(one(NO_OBJECTS), JSON, "no JSON object", "");
    };
  }

  private Bad oddForm(Bad right, JsonNode content) {
    return content.has(FORM) ? right.with(one(ODD_FORMS), FORM, "an odd form", null) : right;
  }

  private Bad oddField(Bad right, JsonNode schema) {
    BadFields.Body body = fields.wrong(schema);
    return right.with(body.text().replace("\ud800", "\\ud800"), JSON, body.what(), body.field());
  }

  private static boolean isOfQuery(JsonNode parameter) {
    return parameter.path("in").asString().equals("query");
  }

  private JsonNode resolved(JsonNode schema) {
    String reference = schema.path("$ref").asString("");
    return reference.isEmpty() ? schema : contract.document().at(reference.substring(1));
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
