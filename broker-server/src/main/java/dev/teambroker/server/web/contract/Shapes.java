package dev.teambroker.server.web.contract;

import dev.teambroker.protocol.Shape;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@link Shape} means for one text or number. */
final class Shapes {
  static final String PLAIN = "^[^\\u0000-\\u001F\\u007F]*$";
  static final String WITH_LINES = "^[^\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F]*$";

  private static final Shape USUAL = usual();
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();
  private static final int DELETE = 0x7f;

  private Shapes() {}

  static Shape orUsual(@Nullable Shape shape) {
    return shape == null ? USUAL : shape;
  }

  static boolean holds(Shape shape, @Shape String text) {
    int length = text.codePointCount(0, text.length());
    return length >= shape.minLength()
        && length <= shape.maxLength()
        && text.codePoints().allMatch(each -> isPlain(each, shape))
        && isOneOf(shape, text)
        && (shape.pattern().isEmpty() || pattern(shape).matcher(text).matches());
  }

  static boolean holds(Shape shape, long number) {
    return number >= shape.min() && number <= shape.max();
  }

  /** Of UTF-8. */
  static boolean holds(Shape shape, byte[] text) {
    int length = 0;
    for (byte each : text) {
      length += (each & 0xc0) == 0x80 ? 0 : 1;
      if (each >= 0 && !isPlain(each, shape)) {
        return false;
      }
    }
    return length >= shape.minLength() && length <= shape.maxLength();
  }

  static String takes(Shape shape, String otherwise) {
    return shape.takes().isEmpty() ? otherwise : shape.takes();
  }

  static String textOf(Shape shape) {
    return takes(
        shape,
        "%d to %d characters, no control characters"
            .formatted(shape.minLength(), shape.maxLength()));
  }

  static String numberOf(Shape shape) {
    String from = shape.min() == Long.MIN_VALUE ? "a whole number" : "a number from " + shape.min();
    return takes(shape, shape.max() == Long.MAX_VALUE ? from : from + " to " + shape.max());
  }

  private static boolean isOneOf(Shape shape, String text) {
    String[] texts = shape.oneOf();
    for (String each : texts) {
      if (each.equals(text)) {
        return true;
      }
    }
    return texts.length == 0;
  }

  private static boolean isPlain(int character, Shape shape) {
    boolean isLine = character == '\n' || character == '\r' || character == '\t';
    return isLine
        ? shape.lines()
        : character >= ' ' && character != DELETE && !isSurrogate(character);
  }

  private static boolean isSurrogate(int character) {
    return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
  }

  private static Pattern pattern(Shape shape) {
    return PATTERNS.computeIfAbsent(shape.pattern(), Pattern::compile);
  }

  /** An annotation with nothing but its defaults: the one of {@link #holds(Shape, String)}. */
  private static Shape usual() {
    try {
      return Objects.requireNonNull(
          Shapes.class
              .getDeclaredMethod("holds", Shape.class, String.class)
              .getParameters()[1]
              .getAnnotation(Shape.class));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
