package dev.teambroker.server.signin;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code broker.sign-in.*}.
 *
 * @param accessToken how long an access token is valid, 30 s to 15 min
 * @param lifetime how long a sign-in can be refreshed after a code was verified, up to a day
 * @param codeForDevice how old a code may be when a member invites a further device
 */
@ConfigurationProperties("broker.sign-in")
record SignInSettings(
    @DefaultValue("5m") Duration accessToken,
    @DefaultValue("12h") Duration lifetime,
    @DefaultValue("5m") Duration codeForDevice) {
  SignInSettings {
    check("access-token", accessToken, Duration.ofSeconds(30), Duration.ofMinutes(15));
    check("lifetime", lifetime, Duration.ofMinutes(15), Duration.ofDays(1));
    check("code-for-device", codeForDevice, Duration.ofSeconds(30), Duration.ofHours(1));
  }

  private static void check(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "broker.sign-in." + name + " takes a duration from " + least + " to " + most);
    }
  }
}
