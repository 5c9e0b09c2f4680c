package dev.teambroker.server.web.contract;

import dev.teambroker.protocol.Problem;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.Shape;
import dev.teambroker.protocol.SignIns.Token;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** JSON schemas (2020-12, as OpenAPI 3.1 takes them) of the protocol's types. */
final class Schemas {
  private static final String REFERENCE = "#/components/schemas/";

  private final Map<String, Object> named = new TreeMap<>();

  /** Those that were asked for, and what they refer to. */
  Map<String, Object> named() {
    return named;
  }

  /** Of what is read: fields that it doesn't name are refused, null is as good as missing. */
  Map<String, Object> request(Class<?> type) {
    return reference(type, true);
  }

  /** Of what is answered: fields without a value are left out. */
  Map<String, Object> answer(Class<?> type) {
    return reference(type, false);
  }

  static Map<String, Object> of(Parameter parameter) {
    Shape shape = Shapes.orUsual(parameter.shape());
    Map<String, Object> schema =
        parameter.isNumber() ? number("int64", shape) : text(shape, /* isRead= */ true);
    if (parameter.usual() != null) {
      schema.put(
          "default", parameter.isNumber() ? Long.valueOf(parameter.usual()) : parameter.usual());
    }
    return schema;
  }

  private Map<String, Object> reference(Class<?> type, boolean isRead) {
    WireType wire = WireType.of(type);
    if (!named.containsKey(wire.name())) {
      named.put(wire.name(), Map.of());
      named.put(wire.name(), type == Token.class ? token() : object(wire, isRead));
    }
    return new LinkedHashMap<>(Map.of("$ref", REFERENCE + wire.name()));
  }

  private Map<String, Object> object(WireType wire, boolean isRead) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (WireType.Field field : wire.fields()) {
      Map<String, Object> schema = schema(field.type(), field.shape(), isRead);
      if (field.isRequired()) {
        required.add(field.name());
      } else if (isRead) {
        orNull(schema);
      }
      properties.put(field.name(), schema);
    }
    if (wire.type() == Problem.class) {
      properties.put("type", Map.of("type", "string", "enum", problemTypes()));
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("properties", properties);
    object.put("required", required);
    if (isRead) {
      object.put("additionalProperties", false);
    }
    return object;
  }

  private Map<String, Object> schema(
      AnnotatedType annotated, @Nullable Shape given, boolean isRead) {
    Shape shape = Shapes.orUsual(given);
    Type type = annotated.getType();
    if (type instanceof ParameterizedType generic) {
      AnnotatedType[] arguments =
          ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments();
      return generic.getRawType() == Map.class
          ? collection(
              "object",
              "additionalProperties",
              "maxProperties",
              schema(arguments[1], given, isRead),
              shape,
              isRead)
          : collection(
              "array", "items", "maxItems", schema(arguments[0], given, isRead), shape, isRead);
    }
    return switch (type) {
      case Class<?> text when text == String.class -> text(shape, isRead);
      case Class<?> secret when secret == Secret.class -> {
        Map<String, Object> schema = text(shape, isRead);
        schema.put("format", "password");
        yield schema;
      }
      case Class<?> time when time == Instant.class ->
          new LinkedHashMap<>(Map.of("type", "string", "format", "date-time"));
      case Class<?> small when small == int.class || small == Integer.class ->
          number("int32", shape);
      case Class<?> large when large == long.class || large == Long.class -> number("int64", shape);
      case Class<?> yesOrNo when yesOrNo == boolean.class || yesOrNo == Boolean.class ->
          new LinkedHashMap<>(Map.of("type", "boolean"));
      case Class<?> message -> reference(message, isRead);
      default -> throw new IllegalStateException("say here how " + type + " crosses the wire");
    };
  }

  private static Map<String, Object> collection(
      String type,
      String elements,
      String most,
      Map<String, Object> element,
      Shape shape,
      boolean isRead) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    schema.put(elements, element);
    if (isRead) {
      schema.put(most, shape.maxItems());
    }
    return schema;
  }

  private static Map<String, Object> text(Shape shape, boolean isRead) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    if (shape.oneOf().length > 0) {
      schema.put("enum", new ArrayList<>(List.of(shape.oneOf())));
    } else if (isRead) {
      schema.put("minLength", shape.minLength());
      schema.put("maxLength", shape.maxLength());
      schema.put(
          "pattern",
          shape.pattern().isEmpty()
              ? shape.lines() ? Shapes.WITH_LINES : Shapes.PLAIN
              : "^(?:" + shape.pattern() + ")$");
    }
    if (isRead && !shape.takes().isEmpty()) {
      schema.put("description", shape.takes());
    }
    return schema;
  }

  private static Map<String, Object> number(String format, Shape shape) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "integer");
    schema.put("format", format);
    if (shape.min() != Long.MIN_VALUE) {
      schema.put("minimum", shape.min());
    }
    if (shape.max() != Long.MAX_VALUE) {
      schema.put("maximum", shape.max());
    }
    if (!shape.takes().isEmpty()) {
      schema.put("description", shape.takes());
    }
    return schema;
  }

  @SuppressWarnings("unchecked")
  private static void orNull(Map<String, Object> schema) {
    if (schema.get("type") instanceof String type) {
      schema.put("type", List.of(type, "null"));
    }
    if (schema.get("enum") instanceof List<?> texts) {
      ((List<@Nullable Object>) texts).add(null);
    }
  }

  /** RFC 6749, section 5.1; written by a serializer of its own. */
  private static Map<String, Object> token() {
    return Map.of(
        "type", "object",
        "properties",
            Map.of(
                "access_token", Map.of("type", "string", "format", "password"),
                "token_type", Map.of("const", "DPoP"),
                "expires_in", Map.of("type", "integer", "description", "seconds"),
                "refresh_token", Map.of("type", "string", "format", "password")),
        "required", List.of("access_token", "token_type", "expires_in", "refresh_token"));
  }

  private static List<String> problemTypes() {
    return Stream.of(ProblemType.values()).map(ProblemType::uri).toList();
  }
}
