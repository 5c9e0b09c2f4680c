package dev.teambroker.sandbox.sigv4;

import static dev.teambroker.sandbox.setting.Enforcement.SIGNATURE;
import static dev.teambroker.sandbox.setting.Enforcement.SIGNATURE_AGE;
import static dev.teambroker.sandbox.setting.Enforcement.SIGNATURE_FROM_THE_FUTURE;
import static dev.teambroker.sandbox.setting.Enforcement.SIGNED_DATE;
import static dev.teambroker.sandbox.setting.Enforcement.SIGNED_HOST;

import dev.teambroker.sandbox.http.HttpRequest;
import dev.teambroker.sandbox.setting.Delay;
import dev.teambroker.sandbox.setting.Settings;
import dev.teambroker.sandbox.wire.AwsError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;

/** Checks that a request was signed with the key's secret, and not too long ago. */
public final class SignatureCheck {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

  private final Settings settings;
  private final InstantSource clock;

  public SignatureCheck(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Throws SignatureDoesNotMatch or IncompleteSignature. */
  public void check(HttpRequest request, Authorization given, String secret) {
    String stamp =
        request
            .header("x-amz-date")
            .orElseThrow(
                () ->
                    new AwsError(
                        400,
                        "IncompleteSignature",
                        "Authorization header requires existence of either a 'X-Amz-Date' or a"
                            + " 'Date' header."));
    settings.refuse(
        SIGNED_HOST,
        !given.signedHeaders().contains("host"),
        () ->
            AwsError.signature(
                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."));
    checkTime(stamp, given.scope());
    String expected = signature(request, given, stamp, secret);
    settings.refuse(
        SIGNATURE,
        !MessageDigest.isEqual(ascii(expected), ascii(given.signature())),
        () ->
            AwsError.signature(
                "The request signature we calculated does not match the signature you provided."
                    + " Check your AWS Secret Access Key and signing method. Consult the service"
                    + " documentation for details."));
  }

  private void checkTime(String stamp, Scope scope) {
    settings.refuse(
        SIGNED_DATE,
        !stamp.startsWith(scope.date()),
        () ->
            AwsError.signature(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date"
                    + " from HTTP: '%s' != '%s', from '%s'."
                        .formatted(scope.date(), stamp.split("T", 2)[0], stamp)));
    Instant signed = parsed(stamp);
    Instant now = clock.instant();
    long minutes = settings.get(Delay.SIGNATURE_LIFETIME).toMinutes();
    Instant oldest = now.minus(settings.get(Delay.SIGNATURE_LIFETIME));
    Instant newest = now.plus(settings.get(Delay.SIGNATURE_LIFETIME));
    settings.refuse(
        SIGNATURE_AGE,
        signed.isBefore(oldest),
        () ->
            AwsError.signature(
                "Signature expired: %s is now earlier than %s (%s - %d min.)"
                    .formatted(stamp, stamped(oldest), stamped(now), minutes)));
    settings.refuse(
        SIGNATURE_FROM_THE_FUTURE,
        signed.isAfter(newest),
        () ->
            AwsError.signature(
                "Signature not yet current: %s is still later than %s (%s + %d min.)"
                    .formatted(stamp, stamped(newest), stamped(now), minutes)));
  }

  private static String signature(
      HttpRequest request, Authorization given, String stamp, String secret) {
    String canonical = CanonicalRequest.of(request, given.signedHeaders());
    Scope scope = given.scope();
    String toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            stamp,
            scope.credential(),
            Hashes.sha256Hex(canonical.getBytes(StandardCharsets.UTF_8)));
    byte[] key = Hashes.hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), scope.date());
    for (String step : new String[] {scope.region(), scope.service(), "aws4_request"}) {
      key = Hashes.hmac(key, step);
    }
    return HexFormat.of().formatHex(Hashes.hmac(key, toSign));
  }

  private static Instant parsed(String stamp) {
    try {
      return LocalDateTime.parse(stamp, STAMP).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new AwsError(
          400,
          "IncompleteSignature",
          "Date must be in ISO-8601 'basic format'. Got '" + stamp + "'.");
    }
  }

  private static String stamped(Instant time) {
    return STAMP.format(time.atOffset(ZoneOffset.UTC));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
