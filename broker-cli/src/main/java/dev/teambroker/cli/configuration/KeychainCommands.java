package dev.teambroker.cli.configuration;

import dev.teambroker.cli.keychain.Keychain;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.settings.BrokerSettings;
import dev.teambroker.cli.settings.ItemNames;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code keychain migrate}. */
@Command(
    name = "keychain",
    description = "Moves this device's key between keychains.",
    synopsisSubcommandLabel = "COMMAND")
public final class KeychainCommands {
  private final Surroundings around;

  public KeychainCommands(Surroundings around) {
    this.around = around;
  }

  @Command(
      name = "migrate",
      description = {
        "Copies the device's key and the sign-in, reads them back, compares, and only then deletes",
        "them where they were. Sessions are not moved: the next call fetches them."
      })
  void migrate(
      @Option(
              names = "--to",
              required = true,
              paramLabel = "KEYCHAIN",
              description = "secret-service, encrypted-file, pass or file.")
          String to) {
    BrokerSettings broker = around.settings().broker(around.options().broker());
    Keychain from = Keychain.of(broker, around);
    Keychain target = Keychain.of(to, around);
    if (from.kind().equals(to)) {
      around.say("This device's key is in " + from.description() + " already.");
      return;
    }
    Map<String, Secret> items = itemsOf(broker, from);
    items.forEach((name, value) -> copy(name, value, target));
    remember(broker, to);
    items.keySet().forEach(from::forget);
    around.say("Moved from " + from.description() + " to " + target.description() + ".");
  }

  private static Map<String, Secret> itemsOf(BrokerSettings broker, Keychain from) {
    Map<String, Secret> items = new LinkedHashMap<>();
    for (String name : List.of(ItemNames.deviceKey(broker), ItemNames.signIn(broker))) {
      from.find(name).ifPresent(value -> items.put(name, value));
    }
    if (!items.containsKey(ItemNames.deviceKey(broker))) {
      throw new Failure(
          ExitCode.CONFIGURATION, "There is no device key in " + from.description() + " to move.");
    }
    return items;
  }

  private static void copy(String name, Secret value, Keychain target) {
    target.keep(name, value);
    Optional<Secret> back = target.find(name);
    if (back.isEmpty() || !back.get().equals(value)) {
      throw new Failure(
          ExitCode.KEYCHAIN,
          target.description() + " does not give back what it got; nothing was deleted.");
    }
  }

  private void remember(BrokerSettings broker, String to) {
    TextFile file = new TextFile(around.files().configuration());
    file.write(TomlTables.set(file.read(), "brokers." + broker.name(), "device-key", to));
  }
}
