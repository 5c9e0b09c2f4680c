package dev.teambroker.cli.session;

import dev.teambroker.cli.settings.Profile;
import dev.teambroker.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the launcher evaluates for {@code exec}: it gets the session by a pipe and then execs the
 * command, so signals, terminal and exit code are the command's own and no secret is in any argv.
 */
final class ShellScript {
  /** Whatever of the caller's could beat or confuse the session. */
  private static final List<String> CLEARED =
      List.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_SECURITY_TOKEN",
          "AWS_CREDENTIAL_FILE",
          "AWS_DEFAULT_PROFILE",
          "AWS_PROFILE",
          "AWS_SDK_LOAD_CONFIG",
          "AWS_CREDENTIAL_EXPIRATION",
          "AWS_ROLE_ARN",
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");

  private ShellScript() {}

  /** Sets the environment; the launcher adds the exec of the command. */
  static Secret of(ProcessCredentials session, Profile profile) {
    StringBuilder script = new StringBuilder("unset " + String.join(" ", CLEARED) + "\n");
    export(script, "AWS_ACCESS_KEY_ID", session.accessKeyId());
    export(script, "AWS_SECRET_ACCESS_KEY", session.secretAccessKey());
    export(script, "AWS_SESSION_TOKEN", session.sessionToken());
    export(script, "AWS_CREDENTIAL_EXPIRATION", session.expiration());
    String region = profile.region();
    if (region != null) {
      export(script, "AWS_REGION", region);
      export(script, "AWS_DEFAULT_REGION", region);
    }
    export(script, "BROKER_CLI_PROFILE", profile.name());
    Secret whole = Secret.of(script);
    script.setLength(0);
    return whole;
  }

  private static void export(StringBuilder script, String variable, Secret value) {
    value.reveal(
        bytes -> {
          export(script, variable, new String(bytes, StandardCharsets.UTF_8));
          return true;
        });
  }

  private static void export(StringBuilder script, String variable, String value) {
    script.append("export ").append(variable).append("='");
    script.append(value.replace("'", "'\\''")).append("'\n");
  }
}
