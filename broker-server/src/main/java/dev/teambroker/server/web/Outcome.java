package dev.teambroker.server.web;

import dev.teambroker.protocol.Problem.FieldError;
import dev.teambroker.protocol.ProblemType;
import java.time.Duration;
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
   * @param limit the grant's limit, for {@link ProblemType#LIMIT_EXCEEDED}
   * @param awsCode AWS's error code, for {@link ProblemType#AWS_REFUSED}
   * @param retryAfter when to ask again, where waiting helps
   */
  record Refused<T>(
      ProblemType type,
      String detail,
      List<FieldError> errors,
      @Nullable String limit,
      @Nullable String awsCode,
      @Nullable Duration retryAfter)
      implements Outcome<T> {
    public Refused(ProblemType type, String detail, List<FieldError> errors) {
      this(type, detail, errors, null, null, null);
    }

    /** The same refusal of another use case. */
    public <R> Refused<R> of() {
      return new Refused<>(type, detail, errors, limit, awsCode, retryAfter);
    }
  }

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

  /** Beyond the grant's limit of that name. */
  static <T> Outcome<T> beyond(String limit, String detail) {
    return new Refused<>(ProblemType.LIMIT_EXCEEDED, detail, List.of(), limit, null, null);
  }

  /** AWS refused, with this error code. */
  static <T> Outcome<T> awsRefused(String awsCode, String detail) {
    return new Refused<>(ProblemType.AWS_REFUSED, detail, List.of(), null, awsCode, null);
  }

  /** Refused for now: ask again after that time. */
  static <T> Outcome<T> later(ProblemType type, String detail, Duration retryAfter) {
    return new Refused<>(type, detail, List.of(), null, null, retryAfter);
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
      case Refused<T> refused -> refused.of();
    };
  }
}
