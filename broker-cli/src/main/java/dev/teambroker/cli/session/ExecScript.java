package dev.teambroker.cli.session;

import dev.teambroker.cli.settings.Profile;
import dev.teambroker.protocol.Secret;

/**
 * What the launcher evaluates for {@code exec}: it gets the session by a pipe and then execs the
 * command, so signals, terminal and exit code are the command's own and no secret is in any argv.
 */
final class ExecScript {
  /** Set for the command: which profile's session it has. */
  static final String MARKER = "BROKER_CLI_PROFILE";

  /** The launcher evaluates nothing that does not begin with this. */
  private static final String HEAD = "# broker-cli exec\n";

  private final StringBuilder script = new StringBuilder(HEAD);

  private ExecScript(Profile profile) {
    script.append("unset ").append(String.join(" ", SessionVariables.CLEARED)).append('\n');
    export(MARKER, profile.name());
  }

  /** The command gets the session itself. */
  static Secret handingOver(ProcessCredentials session, Profile profile) {
    ExecScript made = new ExecScript(profile);
    SessionVariables.of(session, profile, made::export);
    return made.whole();
  }

  /** The command gets a profile whose credential_process asks us, as often as it likes. */
  static Secret naming(Profile profile) {
    ExecScript made = new ExecScript(profile);
    made.export("AWS_PROFILE", profile.name());
    made.export("AWS_SDK_LOAD_CONFIG", "1"); // the Go SDK 1 reads no ~/.aws/config without it
    SessionVariables.region(profile, made::export);
    return made.whole();
  }

  private void export(String variable, String value) {
    script.append("export ").append(variable).append('=');
    script.append(Quoting.SH.quote(value)).append('\n');
  }

  private Secret whole() {
    Secret whole = Secret.of(script);
    script.setLength(0);
    return whole;
  }
}
