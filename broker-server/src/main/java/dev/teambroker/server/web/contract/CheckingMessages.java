package dev.teambroker.server.web.contract;

import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.Shape;
import dev.teambroker.server.web.InvalidField;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds a message that was read to the shapes of its fields. */
final class CheckingMessages {
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private CheckingMessages() {}

  /**
   * @throws InvalidField for the first field that is not what the contract says
   */
  static void check(Object message) {
    for (WireType.Field field : WireType.of(message.getClass()).fields()) {
      check(field.name(), field.type(), Shapes.orUsual(field.shape()), field.of(message));
    }
  }

  static void check(String path, AnnotatedType type, Shape shape, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case String text -> require(Shapes.holds(shape, text), path, Shapes.textOf(shape));
      case Secret secret ->
          require(secret.reveal(bytes -> Shapes.holds(shape, bytes)), path, Shapes.textOf(shape));
      case Number number ->
          require(Shapes.holds(shape, number.longValue()), path, Shapes.numberOf(shape));
      case Instant instant ->
          require(
              !instant.isBefore(FIRST) && !instant.isAfter(LAST),
              path,
              "a time of the years 1970 to 9999");
      case List<?> list -> ofList(path, argument(type, 0), shape, list);
      case Map<?, ?> map -> ofMap(path, argument(type, 1), shape, map);
      default -> {}
    }
  }

  private static void ofList(String path, AnnotatedType type, Shape shape, List<?> list) {
    require(list.size() <= shape.maxItems(), path, "up to " + shape.maxItems());
    for (int i = 0; i < list.size(); i++) {
      check(path + "[" + i + "]", type, shape, list.get(i));
    }
  }

  private static void ofMap(String path, AnnotatedType type, Shape shape, Map<?, ?> map) {
    require(map.size() <= shape.maxItems(), path, "up to " + shape.maxItems());
    map.forEach(
        (key, value) -> {
          require(Shapes.holds(shape, key.toString()), path, "names of " + Shapes.textOf(shape));
          check(path, type, shape, value);
        });
  }

  private static AnnotatedType argument(AnnotatedType type, int index) {
    return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
  }

  private static void require(boolean holds, String path, String takes) {
    if (!holds) {
      throw new InvalidField(path, takes);
    }
  }
}
