package dev.teambroker.server.web;

import dev.teambroker.protocol.Problem;
import dev.teambroker.protocol.Problem.FieldError;
import dev.teambroker.protocol.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;

/**
 * Turns what a controller didn't answer into a problem; what is unexpected becomes an opaque 500.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice {
  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final String OUTCOME_UNKNOWN =
      "The database went away meanwhile: whether this was done is not known.";
  private static final String UNAVAILABLE =
      "A part of the broker can't be reached; nothing was done.";

  @ExceptionHandler
  ResponseEntity<Problem> unreadable(HttpMessageNotReadableException e) {
    return invalid(BadJson.explain(e.getCause() instanceof JacksonException json ? json : null));
  }

  @ExceptionHandler
  ResponseEntity<Problem> invalid(InvalidField e) {
    return invalid(e.error());
  }

  @ExceptionHandler
  ResponseEntity<Problem> missing(MissingServletRequestParameterException e) {
    return invalid(new FieldError(e.getParameterName(), "required, in the address or the form"));
  }

  @ExceptionHandler
  ResponseEntity<Problem> missing(MissingRequestHeaderException e) {
    return invalid(new FieldError(e.getHeaderName(), "required, as a header"));
  }

  @ExceptionHandler
  ResponseEntity<Problem> mistyped(MethodArgumentTypeMismatchException e) {
    return invalid(new FieldError(e.getName(), BadJson.words(e.getRequiredType())));
  }

  @ExceptionHandler
  ResponseEntity<Problem> wrongMethod(HttpRequestMethodNotSupportedException e) {
    Set<HttpMethod> methods = e.getSupportedHttpMethods();
    String allowed = methods == null ? "" : joined(methods);
    return with(
        HttpHeaders.ALLOW,
        allowed,
        Problems.of(ProblemType.METHOD_NOT_ALLOWED, "This address takes " + allowed + "."));
  }

  @ExceptionHandler
  ResponseEntity<Problem> wrongMediaType(HttpMediaTypeNotSupportedException e) {
    return Problems.of(
        ProblemType.UNSUPPORTED_MEDIA_TYPE,
        "This address takes " + MediaType.toString(e.getSupportedMediaTypes()) + ".");
  }

  @ExceptionHandler
  ResponseEntity<Problem> notAcceptable(HttpMediaTypeNotAcceptableException e) {
    return Problems.of(
        ProblemType.NOT_ACCEPTABLE,
        "This address answers with " + MediaType.toString(e.getSupportedMediaTypes()) + ".");
  }

  @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
  ResponseEntity<Problem> nothingHere() {
    return Problems.of(ProblemType.NOT_FOUND, "There is nothing at this address.");
  }

  @ExceptionHandler
  ResponseEntity<Problem> known(ProblemException e) {
    log.warn("answered {}", e.problemType(), e);
    return Problems.of(e.problemType(), e.detail());
  }

  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    TransientDataAccessException.class,
    CannotCreateTransactionException.class
  })
  ResponseEntity<Problem> unreachable(RuntimeException e) {
    // Of many at once; where it came up says nothing that the database doesn't.
    log.error(
        "the database can't be used: {}", NestedExceptionUtils.getMostSpecificCause(e).toString());
    log.debug("it was wanted here", e);
    return Problems.retryAfter(ProblemType.UNAVAILABLE, UNAVAILABLE, RETRY_AFTER);
  }

  /** A commit or a rollback that got no answer. */
  @ExceptionHandler
  ResponseEntity<Problem> outcomeUnknown(TransactionSystemException e) {
    log.error("the database went away, whether it has committed is unknown", e);
    return Problems.of(ProblemType.UNAVAILABLE, OUTCOME_UNKNOWN);
  }

  /** The client has gone; nobody is left to be answered. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException e) {
    log.debug("the client has gone", e);
  }

  @ExceptionHandler
  ResponseEntity<Problem> unexpected(Exception e) {
    log.error("unexpected", e);
    return Problems.of(
        ProblemType.INTERNAL, "The request id finds what happened in the broker's log.");
  }

  private static ResponseEntity<Problem> invalid(FieldError error) {
    return Problems.invalid(error.field() + ": " + error.expected(), List.of(error));
  }

  private static ResponseEntity<Problem> with(
      String header, String value, ResponseEntity<Problem> problem) {
    return ResponseEntity.status(problem.getStatusCode())
        .headers(problem.getHeaders())
        .header(header, value)
        .body(problem.getBody());
  }

  private static String joined(Set<HttpMethod> methods) {
    return methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
  }
}
