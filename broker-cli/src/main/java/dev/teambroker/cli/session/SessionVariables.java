package dev.teambroker.cli.session;

import dev.teambroker.cli.settings.Profile;
import dev.teambroker.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/** The environment variables by which AWS tools take a session. */
final class SessionVariables {
  /** Whatever of the caller's could beat or confuse the session. */
  static final List<String> CLEARED =
      List.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_SECURITY_TOKEN",
          "AWS_CREDENTIAL_FILE",
          "AWS_CREDENTIAL_EXPIRATION",
          "AWS_DEFAULT_PROFILE",
          "AWS_PROFILE",
          "AWS_SDK_LOAD_CONFIG",
          "AWS_ROLE_ARN",
          "AWS_ROLE_SESSION_NAME",
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");

  private SessionVariables() {}

  /** Each with its value, in the order in which they are written. */
  static void of(ProcessCredentials session, Profile profile, BiConsumer<String, String> each) {
    each.accept("AWS_ACCESS_KEY_ID", session.accessKeyId());
    each.accept("AWS_SECRET_ACCESS_KEY", text(session.secretAccessKey()));
    each.accept("AWS_SESSION_TOKEN", text(session.sessionToken()));
    each.accept("AWS_CREDENTIAL_EXPIRATION", session.expiration());
    region(profile, each);
  }

  /** Older tools read the second alone. */
  static void region(Profile profile, BiConsumer<String, String> each) {
    String region = profile.region();
    if (region != null) {
      each.accept("AWS_REGION", region);
      each.accept("AWS_DEFAULT_REGION", region);
    }
  }

  private static String text(Secret value) {
    return value.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
