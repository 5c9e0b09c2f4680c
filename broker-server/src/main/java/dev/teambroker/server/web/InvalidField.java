package dev.teambroker.server.web;

import dev.teambroker.protocol.Problem.FieldError;

/** A field of a request is not what the API's description says; answered with a problem. */
public final class InvalidField extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String field;
  private final String expected;

  /**
   * @param field its path in the request, such as {@code roles[1]}
   * @param expected what it takes; nothing of what was sent
   */
  public InvalidField(String field, String expected) {
    super(field + ": " + expected);
    this.field = field;
    this.expected = expected;
  }

  FieldError error() {
    return new FieldError(field, expected);
  }
}
