package dev.teambroker.sandbox.call;

import static dev.teambroker.sandbox.setting.Enforcement.SIGNED_REGION;
import static dev.teambroker.sandbox.setting.Enforcement.SIGNED_SERVICE;

import dev.teambroker.sandbox.setting.Settings;
import dev.teambroker.sandbox.sigv4.Scope;
import dev.teambroker.sandbox.wire.AwsError;
import java.util.regex.Pattern;

/** Which service and region a signature has to be for. */
public final class Regions {
  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}");

  private Regions() {}

  /** Throws SignatureDoesNotMatch. */
  public static void check(Scope scope, String service, Settings settings) {
    settings.refuse(
        SIGNED_SERVICE,
        !scope.service().equals(service),
        () ->
            AwsError.signature(
                "Credential should be scoped to correct service: '" + service + "'. "));
    boolean valid =
        service.equals("iam")
            ? scope.region().equals(home(scope.region()))
            : REGION.matcher(scope.region()).matches();
    settings.refuse(
        SIGNED_REGION,
        !valid,
        () -> AwsError.signature("Credential should be scoped to a valid region. "));
  }

  /** Where IAM lives in the partition of a region, and where its events are logged. */
  public static String home(String region) {
    if (region.startsWith("cn-")) {
      return "cn-north-1";
    }
    if (region.startsWith("us-gov-")) {
      return "us-gov-west-1";
    }
    return region.startsWith("eusc-") ? "eusc-de-east-1" : "us-east-1";
  }
}
