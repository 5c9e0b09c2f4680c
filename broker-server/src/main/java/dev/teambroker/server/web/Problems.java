package dev.teambroker.server.web;

import dev.teambroker.protocol.Problem;
import dev.teambroker.protocol.Problem.FieldError;
import dev.teambroker.protocol.ProblemType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers: an outcome's value, or a problem (RFC 9457) that carries the request's id. */
public final class Problems {
  private Problems() {}

  public static ResponseEntity<Problem> of(ProblemType type, String detail) {
    return entity(problem(type, detail, null, null, null, null));
  }

  /** {@link ProblemType#INVALID_REQUEST}, naming the fields at fault. */
  public static ResponseEntity<Problem> invalid(String detail, List<FieldError> errors) {
    return entity(problem(ProblemType.INVALID_REQUEST, detail, errors, null, null, null));
  }

  /** {@link ProblemType#LIMIT_EXCEEDED}, naming the grant's limit. */
  public static ResponseEntity<Problem> limit(String limit, String detail) {
    return entity(problem(ProblemType.LIMIT_EXCEEDED, detail, null, limit, null, null));
  }

  /** {@link ProblemType#AWS_REFUSED}, with AWS's error code. */
  public static ResponseEntity<Problem> awsCode(String awsCode, String detail) {
    return entity(problem(ProblemType.AWS_REFUSED, detail, null, null, awsCode, null));
  }

  /** A problem that passes: with the Retry-After header, in whole seconds, at least one. */
  public static ResponseEntity<Problem> retryAfter(
      ProblemType type, String detail, Duration retryAfter) {
    return entity(problem(type, detail, null, null, null, seconds(retryAfter)));
  }

  /** Everything that the refusal says. */
  public static ResponseEntity<Problem> refused(Outcome.Refused<?> refused) {
    return entity(
        problem(
            refused.type(),
            refused.detail(),
            refused.errors().isEmpty() ? null : refused.errors(),
            refused.limit(),
            refused.awsCode(),
            refused.retryAfter() == null ? null : seconds(refused.retryAfter())));
  }

  /** 200 with the value, or the refusal's problem. */
  public static ResponseEntity<?> answer(Outcome<?> outcome) {
    return answer(outcome, HttpStatus.OK);
  }

  /** 201 with the value, or the refusal's problem. */
  public static ResponseEntity<?> created(Outcome<?> outcome) {
    return answer(outcome, HttpStatus.CREATED);
  }

  /** 204, or the refusal's problem. */
  public static ResponseEntity<?> noContent(Outcome<?> outcome) {
    return answer(outcome.map(done -> null), HttpStatus.NO_CONTENT);
  }

  private static ResponseEntity<?> answer(Outcome<?> outcome, HttpStatus status) {
    return switch (outcome) {
      case Outcome.Done<?> done -> ResponseEntity.status(status).body(done.value());
      case Outcome.Refused<?> refused -> refused(refused);
    };
  }

  static Problem problem(
      ProblemType type,
      String detail,
      @Nullable List<FieldError> errors,
      @Nullable String limit,
      @Nullable String awsCode,
      @Nullable Integer retryAfterSeconds) {
    return new Problem(
        type.uri(),
        type.title(),
        type.status(),
        detail,
        RequestContext.current().map(RequestContext::requestId).orElse(null),
        errors,
        limit,
        awsCode,
        retryAfterSeconds);
  }

  private static ResponseEntity<Problem> entity(Problem problem) {
    var answer =
        ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    Integer retryAfter = problem.retryAfterSeconds();
    if (retryAfter != null) {
      answer.header(HttpHeaders.RETRY_AFTER, retryAfter.toString());
    }
    return answer.body(problem);
  }

  private static int seconds(Duration duration) {
    return Math.clamp(duration.plusMillis(999).toSeconds(), 1, Integer.MAX_VALUE);
  }
}
