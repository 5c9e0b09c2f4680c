package dev.teambroker.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem, media type {@code application/problem+json}.
 *
 * @param type one of {@link ProblemType#uri}
 * @param detail what is wrong in this case, and what to do
 * @param requestId finds the request in the broker's log and audit trail
 * @param errors the fields at fault, for {@link ProblemType#INVALID_REQUEST}
 * @param limit what was exceeded: the grant's limit, for {@link ProblemType#LIMIT_EXCEEDED}; the
 *     property that sets the rate, for {@link ProblemType#TOO_MANY_REQUESTS}
 * @param awsCode AWS's error code, for {@link ProblemType#AWS_REFUSED}
 * @param retryAfterSeconds when to try again, as in the Retry-After header
 */
public record Problem(
    String type,
    String title,
    int status,
    @Nullable String detail,
    @Nullable String requestId,
    @Nullable List<FieldError> errors,
    @Nullable String limit,
    @Nullable String awsCode,
    @Nullable Integer retryAfterSeconds) {

  /**
   * A field at fault.
   *
   * @param field its name as sent, such as {@code durationSeconds}
   * @param expected what the field takes
   */
  public record FieldError(String field, String expected) {}
}
