package dev.teambroker.cli.configuration;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.signin.SignedInBroker;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Grants.Grant;
import dev.teambroker.protocol.SharedUsers.SharedUser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code configure}. */
@Command(
    name = "configure",
    description = {
      "Makes a profile for each of your grants, here and in the AWS configuration file.",
      "Shows the change first and asks. AWS_CONFIG_FILE is honoured; only a marked block of it is"
          + " ever written, and profiles that you have already are left alone."
    })
public final class ConfigureCommand implements Runnable {
  private final Surroundings around;

  @Option(names = "--yes", description = "Does not ask.")
  private boolean yes;

  public ConfigureCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public void run() {
    Map<String, Map<String, String>> profiles = profiles();
    if (profiles.isEmpty()) {
      around.say("You have no grants; nothing was changed.");
      return;
    }
    List<Change> changes =
        List.of(ownChange(profiles), awsChange(profiles)).stream()
            .filter(change -> !change.isNone())
            .toList();
    if (changes.isEmpty()) {
      around.say("All profiles are there already: " + String.join(", ", profiles.keySet()));
      return;
    }
    changes.forEach(change -> around.err().print(change.diff()));
    if (agreed()) {
      changes.forEach(change -> new TextFile(change.file()).write(change.after()));
      around.say("Profiles: " + String.join(", ", profiles.keySet()));
    } else {
      around.say("Nothing was changed.");
    }
  }

  private Map<String, Map<String, String>> profiles() {
    String name = around.options().broker();
    SignedInBroker broker = SignedInBroker.open(around, name);
    Grant[] grants = broker.call(Call.of("GET", "/v1/me/grants"), Grant[].class);
    Map<String, String> accounts = new HashMap<>();
    for (SharedUser user : broker.call(Call.of("GET", "/v1/shared-users"), SharedUser[].class)) {
      accounts.put(user.name(), user.account());
    }
    return GrantProfiles.of(List.of(grants), accounts, name);
  }

  private Change ownChange(Map<String, Map<String, String>> profiles) {
    Path file = around.files().configuration();
    String before = new TextFile(file).read();
    List<String> known = around.settings().profileNames();
    String after = before;
    for (Map.Entry<String, Map<String, String>> profile : profiles.entrySet()) {
      if (!known.contains(profile.getKey())) {
        after = TomlTables.put(after, "profiles." + profile.getKey(), profile.getValue());
      }
    }
    return new Change(file, before, after);
  }

  private Change awsChange(Map<String, Map<String, String>> profiles) {
    Path file = around.files().awsConfiguration();
    String before = new TextFile(file).read();
    List<String> ours = new ArrayList<>();
    for (String profile : profiles.keySet()) {
      if (AwsBlock.hasOwn(before, profile)) {
        around.say("Profile " + profile + " of " + file + " is not ours and is left alone.");
      } else {
        ours.add(profile);
      }
    }
    return new Change(file, before, AwsBlock.put(before, ours, launcher()));
  }

  private String launcher() {
    String launcher = around.variable("BROKER_CLI_LAUNCHER");
    if (launcher == null) {
      throw new Failure(ExitCode.USAGE, "Start configure by bin/broker-cli, not by java alone.");
    }
    return launcher;
  }

  private boolean agreed() {
    if (yes) {
      return true;
    }
    if (!around.terminal().isThere()) {
      throw new Failure(
          ExitCode.USAGE, "There is no terminal to ask on; --yes writes this without asking.");
    }
    String answer = around.terminal().ask("Write this? [y/N] ").strip();
    return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
  }
}
