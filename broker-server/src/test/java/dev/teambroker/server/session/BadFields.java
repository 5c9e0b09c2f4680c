package dev.teambroker.server.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Bodies after a described schema: right ones, and ones with one thing wrong. */
final class BadFields {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String BROKEN = "a\u0000b";
  private static final List<String> ODD =
      List.of(" ", "../../etc", "' or 1=1 --", "{{7*7}}", "%00", "\u202e", "😀😀", "-1", "null");
  private static final List<String> NEVER =
      List.of("", BROKEN, "\u0000", "\u007f", "\ud800", "x".repeat(3000));

  private final Random random;

  BadFields(Random random) {
    this.random = random;
  }

  /**
   * A body, what is wrong with it, and the field that a problem has to name, where it is certain
   * that there is one.
   */
  record Body(String text, String what, @Nullable String field) {}

  ObjectNode right(JsonNode schema) {
    ObjectNode body = JSON.createObjectNode();
    schema
        .path("properties")
        .properties()
        .forEach(
            field -> {
              JsonNode value = value(field.getValue());
              if (isRequired(schema, field.getKey())
                  || (random.nextInt(4) == 0 && isOfItsPattern(value, field.getValue()))) {
                body.set(field.getKey(), value);
              }
            });
    return body;
  }

  Body wrong(JsonNode schema) {
    ObjectNode body = right(schema);
    List<String> names = new ArrayList<>(schema.path("properties").propertyNames());
    if (names.isEmpty() || random.nextInt(8) == 0) {
      return new Body(body.put("unknown", BadRequests.CANARY).toString(), "unknown", "unknown");
    }
    String name = one(names);
    JsonNode field = schema.path("properties").path(name);
    String ifRequired = isRequired(schema, name) ? name : null;
    return switch (random.nextInt(5)) {
      case 0 -> new Body(without(body, name), name + " missing", ifRequired);
      case 1 -> new Body(body.putNull(name).toString(), name + " null", ifRequired);
      case 2 -> {
        body.set(name, ofAnotherType(field));
        yield new Body(body.toString(), name + " of another type", name);
      }
      case 3 -> {
        body.set(name, value(field));
        String twice = body.toString().replaceFirst("}$", ",\"" + name + "\":null}");
        yield new Body(twice, name + " twice", name);
      }
      default -> outOfShape(body, name, field);
    };
  }

  private Body outOfShape(ObjectNode body, String name, JsonNode field) {
    switch (typeOf(field)) {
      case "integer" -> body.put(name, outside(field));
      case "array" -> {
        ArrayNode list = body.putArray(name);
        for (int i = 0; i <= field.path("maxItems").asInt(); i++) {
          list.add("x");
        }
      }
      case "object" -> body.putObject(name).put(BROKEN, "x");
      default -> {
        if (random.nextBoolean()) {
          return new Body(body.put(name, one(ODD)).toString(), name + " odd", null);
        }
        body.put(name, one(NEVER));
      }
    }
    return new Body(body.toString(), name + " out of shape", name);
  }

  private long outside(JsonNode field) {
    if (field.has("minimum") && random.nextBoolean()) {
      return field.path("minimum").asLong() - 1;
    }
    return field.has("maximum") ? field.path("maximum").asLong() + 1 : 99_999_999_999L;
  }

  private static String without(ObjectNode body, String name) {
    body.remove(name);
    return body.toString();
  }

  private static JsonNode ofAnotherType(JsonNode field) {
    return switch (typeOf(field)) {
      case "string" -> JSON.createObjectNode().put(BadRequests.CANARY, 1);
      case "integer" -> JSON.createArrayNode().add(BadRequests.CANARY);
      default -> JSON.getNodeFactory().stringNode(BadRequests.CANARY);
    };
  }

  private JsonNode value(JsonNode field) {
    if (field.has("enum")) {
      return one(field.path("enum").valueStream().filter(each -> !each.isNull()).toList());
    }
    return switch (typeOf(field)) {
      case "integer" -> JSON.getNodeFactory().numberNode(900);
      case "array" -> JSON.createArrayNode().add(value(field.path("items")));
      case "object" -> JSON.createObjectNode().put("team", "payments");
      default -> JSON.getNodeFactory().stringNode(text(field));
    };
  }

  private String text(JsonNode field) {
    return switch (field.path("format").asString("")) {
      case "date-time" -> "2030-01-01T00:00:00Z";
      case "password" -> BadRequests.CANARY;
      default -> "a" + random.nextInt(1_000_000);
    };
  }

  private static boolean isOfItsPattern(JsonNode value, JsonNode field) {
    return !field.has("pattern") || value.asString("").matches(field.path("pattern").asString());
  }

  private static boolean isRequired(JsonNode schema, String name) {
    return schema.path("required").valueStream().anyMatch(each -> each.asString().equals(name));
  }

  private static String typeOf(JsonNode field) {
    JsonNode type = field.path("type");
    return type.isArray() ? type.path(0).asString() : type.asString("");
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
