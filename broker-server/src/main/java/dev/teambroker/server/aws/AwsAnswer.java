package dev.teambroker.server.aws;

import java.util.function.Function;

/** What became of a call. */
public sealed interface AwsAnswer<T> {
  /** AWS did it. */
  record Answered<T>(T value) implements AwsAnswer<T> {}

  /**
   * AWS refused; nothing was done.
   *
   * @param code AWS's error code
   * @param message AWS's text; no secret stands in it
   */
  record Refused<T>(AwsRefusal why, String code, String message) implements AwsAnswer<T> {}

  /** AWS was not reached; nothing was done. */
  record NotReached<T>(String why) implements AwsAnswer<T> {}

  /** It was sent and no clear answer came: it may have been done. */
  record Unknown<T>(String why) implements AwsAnswer<T> {}

  default <R> AwsAnswer<R> map(Function<? super T, ? extends R> mapping) {
    return switch (this) {
      case Answered<T> answered -> new Answered<>(mapping.apply(answered.value()));
      case Refused<T> refused -> new Refused<>(refused.why(), refused.code(), refused.message());
      case NotReached<T> notReached -> new NotReached<>(notReached.why());
      case Unknown<T> unknown -> new Unknown<>(unknown.why());
    };
  }
}
