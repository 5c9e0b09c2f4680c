package dev.teambroker.protocol;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every problem the broker answers with (RFC 9457). The {@code type} member of the answer is {@link
 * #uri}, its {@code status} is {@link #status}; clients decide by the type, never by the text.
 */
public enum ProblemType {
  /** A field is missing, malformed, unknown or out of range; {@code errors} names each. */
  INVALID_REQUEST(400, "The request is not valid"),
  /** No access token, or one that is unknown, expired or of another device. */
  SIGN_IN_REQUIRED(401, "Sign in first"),
  /** The DPoP proof is missing, malformed, replayed or for another request (RFC 9449). */
  INVALID_PROOF(401, "The proof of the device's key was refused"),
  /** The DPoP proof lacks the server's nonce; the answer's DPoP-Nonce header holds one. */
  USE_DPOP_NONCE(401, "The proof must carry the server's nonce"),
  /** The second factor is older than this request allows; verify a code and ask again. */
  SECOND_FACTOR_REQUIRED(401, "A fresh code is required"),
  /** The code is wrong. */
  CODE_REFUSED(403, "The code was refused"),
  /** The code, or a later one, was accepted before; wait for the next one. */
  CODE_REPLAYED(403, "The code was used already"),
  /** Too many wrong codes: back off for Retry-After seconds. */
  CODES_BACKED_OFF(429, "Too many wrong codes"),
  /** Too many wrong codes: an admin has to unlock. */
  LOCKED(403, "Locked after too many wrong codes"),
  /** A refresh token was unknown, expired or used before; its sign-in has ended. */
  INVALID_GRANT(400, "The sign-in has ended"),
  /** The invitation's code is unknown, used or expired. */
  INVITATION_REFUSED(403, "The invitation is not valid"),
  /** The member or device waits for a confirmation. */
  PENDING(403, "Waiting for a confirmation"),
  /** The member, device or shared user was suspended. */
  SUSPENDED(403, "Suspended"),
  /** All issuing was stopped, for the account or altogether. */
  STOPPED(403, "Issuing is stopped"),
  /** The member's role does not allow this. */
  FORBIDDEN(403, "Not allowed"),
  /** No grant covers the request. */
  GRANT_MISSING(403, "No grant covers this"),
  /** A grant covers the request but for the limit that is named in {@code limit}. */
  LIMIT_EXCEEDED(403, "Beyond a limit of the grant"),
  /** A session could change the shared user at AWS, and no owner has accepted that. */
  UNGUARDED(403, "Sessions could change the shared user"),
  /** What was asked for does not exist, or is not visible to this member. */
  NOT_FOUND(404, "Not found"),
  /** The address exists, but not for this HTTP method. */
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  /** The address does not answer in a media type of the Accept header. */
  NOT_ACCEPTABLE(406, "No such representation"),
  /** The request did not arrive within the time that it may take. */
  TOO_SLOW(408, "The request came too slowly"),
  /** The request contradicts the present state. */
  CONFLICT(409, "Conflicts with the present state"),
  /** The body is larger than this address takes. */
  TOO_LARGE(413, "The request is too large"),
  /** The body's media type is not one that this address takes. */
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
  /** The stored row is not what the audit trail says it is; nothing was decided from it. */
  ROW_REJECTED(403, "A stored row does not match the audit trail"),
  /** Too many requests; Retry-After seconds. */
  TOO_MANY_REQUESTS(429, "Too many requests"),
  /** AWS refused; {@code awsCode} holds its error code. */
  AWS_REFUSED(422, "AWS refused"),
  /** AWS could not be reached, or did not answer in time. */
  AWS_UNAVAILABLE(503, "AWS is not available"),
  /** No MFA code can be had now; Retry-After seconds, where known. */
  MFA_CODE_UNAVAILABLE(503, "No MFA code is available"),
  /** The database has no room for further records; its operator has to make some. */
  STORAGE_FULL(507, "No room for further records"),
  /** The database, the secret store or the audit trail can't be used; nothing was done. */
  UNAVAILABLE(503, "Temporarily unavailable"),
  /** Something is broken; the request id finds it in the log. */
  INTERNAL(500, "Internal error");

  private static final String PREFIX = "urn:broker:problem:";

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /** The {@code type} member, such as {@code urn:broker:problem:limit-exceeded}. */
  public String uri() {
    return PREFIX + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The {@code title} member: a sentence without details. */
  public String title() {
    return title;
  }

  /** The problem of that {@code type} member, if this version knows it. */
  public static Optional<ProblemType> ofUri(String uri) {
    return Stream.of(values()).filter(type -> type.uri().equals(uri)).findFirst();
  }
}
