package dev.teambroker.sandbox.wire;

/** AWS refuses a call: its code, status and text, as the service would say them. */
public final class AwsError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  public AwsError(int status, String code, String message) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  public static AwsError validation(String message) {
    return new AwsError(400, "ValidationError", message);
  }

  public static AwsError accessDenied(String message) {
    return new AwsError(403, "AccessDenied", message);
  }

  /** An unknown, inactive or deleted key, a missing or wrong session token. */
  public static AwsError invalidToken() {
    return new AwsError(
        403, "InvalidClientTokenId", "The security token included in the request is invalid.");
  }

  public static AwsError signature(String message) {
    return new AwsError(403, "SignatureDoesNotMatch", message);
  }

  public static AwsError noSuchEntity(String message) {
    return new AwsError(404, "NoSuchEntity", message);
  }

  public static AwsError conflict(String code, String message) {
    return new AwsError(409, code, message);
  }

  public static AwsError throttled() {
    return new AwsError(400, "Throttling", "Rate exceeded");
  }
}
