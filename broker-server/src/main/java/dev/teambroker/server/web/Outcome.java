package dev.teambroker.server.web;

import dev.teambroker.protocol.Problem.FieldError;
import dev.teambroker.protocol.ProblemType;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a use case of the administration answers: it was done, or it was refused and why. */
public sealed interface Outcome<T> {
  /** It was done. */
  record Done<T>(T value) implements Outcome<T> {}

  /**
   * It was refused and nothing has changed.
   *
   * @param detail a sentence for the one who asked
   * @param errors the fields at fault, for {@link ProblemType#INVALID_REQUEST}
   */
  record Refused<T>(ProblemType type, String detail, List<FieldError> errors)
      implements Outcome<T> {}

  static <T> Outcome<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Outcome<T> refused(ProblemType type, String detail) {
    return new Refused<>(type, detail, List.of());
  }

  /** Refused for one field: its name as sent, and what it takes. */
  static <T> Outcome<T> invalid(String field, String expected) {
    return new Refused<>(
        ProblemType.INVALID_REQUEST,
        field + ": " + expected,
        List.of(new FieldError(field, expected)));
  }

  /** The value, or null where it was refused. */
  default @Nullable T orNull() {
    return switch (this) {
      case Done<T> done -> done.value();
      case Refused<T> refused -> null;
    };
  }

  default <R> Outcome<R> map(Function<? super T, ? extends R> mapping) {
    return switch (this) {
      case Done<T> done -> new Done<>(mapping.apply(done.value()));
      case Refused<T> refused -> new Refused<>(refused.type(), refused.detail(), refused.errors());
    };
  }
}
