package dev.teambroker.server.aws;

import java.util.Locale;

/** Why AWS refused, as far as the broker acts on it. */
public enum AwsRefusal {
  /** The access key is unknown, inactive, deleted or not yet known everywhere. */
  STALE_KEY,
  /** The secret doesn't belong to the access key id. */
  WRONG_SECRET,
  /** The MFA code is wrong or was used. */
  MFA_CODE,
  /** A policy denies it. */
  DENIED,
  /** Too many calls; nothing was done. */
  THROTTLED,
  /** The request's time is too far from AWS's. */
  CLOCK,
  /** A parameter is not valid. */
  PARAMETER,
  /** What it is about doesn't exist. */
  NO_SUCH_ENTITY,
  /** Anything else. */
  OTHER;

  static AwsRefusal of(String code, String message) {
    String text = message.toLowerCase(Locale.ROOT);
    return switch (code) {
      case "InvalidClientTokenId", "UnrecognizedClientException" -> STALE_KEY;
      case "SignatureDoesNotMatch", "InvalidSignatureException" ->
          text.contains("signature expired") || text.contains("not yet current")
              ? CLOCK
              : WRONG_SECRET;
      case "RequestExpired", "RequestTimeTooSkewed" -> CLOCK;
      case "AccessDenied", "AccessDeniedException" ->
          text.contains("multifactorauthentication failed") ? MFA_CODE : DENIED;
      case "Throttling",
          "ThrottlingException",
          "RequestLimitExceeded",
          "TooManyRequestsException" ->
          THROTTLED;
      case "ValidationError",
          "InvalidParameterValue",
          "InvalidInput",
          "MalformedPolicyDocument",
          "PackedPolicyTooLarge" ->
          PARAMETER;
      case "NoSuchEntity" -> NO_SUCH_ENTITY;
      default -> OTHER;
    };
  }
}
