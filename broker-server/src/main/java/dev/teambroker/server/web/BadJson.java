package dev.teambroker.server.web;

import dev.teambroker.protocol.Problem.FieldError;
import dev.teambroker.protocol.Secret;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Says which field of a body could not be read and what it takes. Nothing of the field's value, nor
 * of Jackson's message, is repeated: it could be a secret.
 */
final class BadJson {
  private static final Pattern DUPLICATE =
      Pattern.compile("Duplicate Object property \"([^\"]*)\"");
  private static final String BODY = "body";
  private static final int SHOWN_NAME = 64;

  private BadJson() {}

  static FieldError explain(@Nullable JacksonException e) {
    return switch (e) {
      case null -> new FieldError(BODY, "a JSON object, required");
      case UnrecognizedPropertyException unknown ->
          new FieldError(path(unknown), "no such field; the fields are " + known(unknown));
      case InvalidNullException missing -> new FieldError(path(missing), "not null");
      case MismatchedInputException trailing
          when trailing.getOriginalMessage().startsWith("Trailing token") ->
          new FieldError(BODY, "one JSON object, and nothing after it");
      case MismatchedInputException mismatch ->
          new FieldError(path(mismatch), words(mismatch.getTargetType()) + required(mismatch));
      case StreamReadException unreadable -> explain(unreadable);
      default -> new FieldError(path(e), "a valid value");
    };
  }

  private static FieldError explain(StreamReadException e) {
    Matcher duplicate = DUPLICATE.matcher(e.getOriginalMessage());
    if (duplicate.find()) {
      return new FieldError(shown(duplicate.group(1)), "given once");
    }
    if (e instanceof tools.jackson.core.exc.InputCoercionException tooLarge) {
      return new FieldError(path(tooLarge), words(tooLarge.getTargetType()));
    }
    return new FieldError(
        BODY,
        "well-formed JSON; it breaks at line %d, column %d"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
  }

  private static String required(MismatchedInputException e) {
    return e.getOriginalMessage().startsWith("Missing required creator property")
        ? ", required"
        : "";
  }

  private static String known(UnrecognizedPropertyException e) {
    Collection<Object> names = e.getKnownPropertyIds();
    return names == null || names.isEmpty()
        ? "none"
        : names.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
  }

  private static String path(JacksonException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      String name = step.getPropertyName();
      if (name == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(shown(name));
      }
    }
    return path.isEmpty() ? BODY : path.toString();
  }

  /** A name as it was sent, but for what could upset a terminal or a log. */
  private static String shown(String name) {
    String plain = name.replaceAll("[^\\p{Alnum}_.$-]", "?");
    return plain.length() <= SHOWN_NAME ? plain : plain.substring(0, SHOWN_NAME) + "…";
  }

  static String words(@Nullable Class<?> type) {
    if (type == null) {
      return "a valid value";
    }
    if (type == String.class || type == Secret.class) {
      return "a text";
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == Instant.class) {
      return "a time such as 2026-01-31T12:00:00Z";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    return type.isEnum() ? "one of " + List.of(type.getEnumConstants()) : "a JSON object";
  }
}
