package dev.teambroker.cli.session;

import dev.teambroker.cli.configuration.CredentialsFile;
import dev.teambroker.cli.settings.Profile;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Secret;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code export [PROFILE]}. */
@Command(
    name = "export",
    description = {
      "Prints a session for a shell or a tool.",
      "Write eval \"$(broker-cli export deploy)\" in sh, broker-cli export deploy --format fish |"
          + " source in fish."
    })
public final class ExportCommand implements Runnable {
  private final Surroundings around;

  @Mixin private final ProfileChoice choice = new ProfileChoice();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "env, json, ini, fish, powershell or dotenv (default: env; with --json, json).")
  private @Nullable ExportFormat format;

  @Option(
      names = "--credentials-file",
      paramLabel = "NAME",
      description = {
        "Writes it as [NAME] into ~/.aws/credentials instead, for tools that read nothing else;",
        "`clear` removes it, and so does the next export, list or fetch after its end."
      })
  private @Nullable String section;

  public ExportCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public void run() {
    Profile profile = choice.profile(around);
    CredentialsFile file = CredentialsFile.of(around);
    if (section != null) {
      file.refuseUnlessFree(section);
    }
    try (Secret json = new FetchingSession(choice.in(around)).json(profile)) {
      if (section == null) {
        around.print(format().of(json, profile));
      } else {
        write(file, section, ExportFormat.session(json), profile);
      }
    }
  }

  private ExportFormat format() {
    ExportFormat otherwise = around.options().json() ? ExportFormat.JSON : ExportFormat.ENV;
    return format == null ? otherwise : format;
  }

  private void write(
      CredentialsFile file, String heading, ProcessCredentials session, Profile profile) {
    try (Secret lines = ExportFormat.section(session, profile, heading)) {
      lines.reveal(
          bytes -> {
            file.put(heading, session.expiration(), new String(bytes, StandardCharsets.UTF_8));
            return true;
          });
    }
    around.say("[" + heading + "] is in " + file.path() + " until " + session.expiration() + ".");
  }
}
