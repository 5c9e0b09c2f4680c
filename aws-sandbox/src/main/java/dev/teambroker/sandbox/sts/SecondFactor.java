package dev.teambroker.sandbox.sts;

import static dev.teambroker.sandbox.setting.Enforcement.MFA_SERIAL;
import static dev.teambroker.sandbox.setting.Enforcement.TOKEN_CODE_FORMAT;

import dev.teambroker.sandbox.account.MfaDevice;
import dev.teambroker.sandbox.account.User;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.wire.AwsError;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** SerialNumber and TokenCode of a call. */
final class SecondFactor {
  private static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");

  private SecondFactor() {}

  /** Takes the call's code, once, if it has one; says when. Throws AccessDenied for a wrong one. */
  static Optional<Instant> shown(Call call) {
    Optional<String> serial = call.given().text("SerialNumber", Rules.SERIAL_NUMBER);
    Optional<String> code = call.given().raw("TokenCode");
    code.ifPresent(given -> checkForm(call, given));
    if (serial.isEmpty() && code.isEmpty()) {
      return Optional.empty();
    }
    Optional<MfaDevice> device = serial.flatMap(arn -> device(call, arn));
    call.refuse(
        MFA_SERIAL,
        device.isEmpty(),
        () ->
            refused(
                "unable to validate MFA code.  Please verify your MFA serial number is valid and"
                    + " associated with this user."));
    if (device.isPresent() && !device.get().take(code.orElse(""), call.now())) {
      throw refused("invalid MFA one time pass code.");
    }
    return Optional.of(call.now());
  }

  private static void checkForm(Call call, String code) {
    call.refuse(
        TOKEN_CODE_FORMAT,
        !SIX_DIGITS.matcher(code).matches(),
        () ->
            AwsError.validation(
                "1 validation error detected: Value '%s' at 'tokenCode' failed to satisfy constraint: %s"
                    .formatted(
                        code,
                        code.length() == 6
                            ? "Member must satisfy regular expression pattern: [\\d]*"
                            : code.length() < 6
                                ? "Member must have length greater than or equal to 6"
                                : "Member must have length less than or equal to 6")));
  }

  private static Optional<MfaDevice> device(Call call, String serial) {
    Optional<User> user = call.caller().user();
    return user.flatMap(
        owner -> owner.mfaDevices().stream().filter(one -> one.arn().equals(serial)).findFirst());
  }

  private static AwsError refused(String why) {
    boolean code = why.startsWith("invalid");
    return AwsError.accessDenied(
        "MultiFactorAuthentication failed" + (code ? " with " : ", ") + why);
  }
}
