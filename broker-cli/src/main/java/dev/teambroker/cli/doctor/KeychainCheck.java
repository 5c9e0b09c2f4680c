package dev.teambroker.cli.doctor;

import dev.teambroker.cli.keychain.Keychain;
import dev.teambroker.cli.keychain.SessionCache;
import dev.teambroker.cli.settings.BrokerSettings;
import dev.teambroker.cli.settings.ItemNames;
import dev.teambroker.cli.settings.Settings;
import dev.teambroker.cli.terminal.Surroundings;
import java.util.ArrayList;
import java.util.List;

/** The device's key, and the stores. */
final class KeychainCheck {
  private static final String NAME = "keychain";

  private KeychainCheck() {}

  static List<Finding> ofDevice(Surroundings around) {
    List<Finding> findings = new ArrayList<>();
    Settings settings = around.settings();
    for (String name : settings.brokerNames()) {
      BrokerSettings broker = settings.broker(name);
      Keychain keychain = Keychain.of(broker, around);
      boolean there = keychain.find(ItemNames.deviceKey(broker)).isPresent();
      findings.add(
          there
              ? Finding.ok(NAME, "The key for " + name + " is in " + keychain.description() + ".")
              : Finding.wrong(
                  NAME,
                  "There is no key for " + name + " in " + keychain.description() + ".",
                  "enrol this device again"));
      if (keychain.kind().equals(Keychain.FILE)) {
        findings.add(
            Finding.warning(
                NAME,
                "The key for " + name + " lies unencrypted in " + keychain.description() + ".",
                "`broker-cli keychain migrate` moves it"));
      }
    }
    return findings;
  }

  static List<Finding> ofEachStore(Surroundings around) {
    List<Finding> findings = new ArrayList<>();
    SessionCache.trials(around)
        .forEach(
            (store, trouble) ->
                findings.add(
                    trouble.isEmpty()
                        ? Finding.ok(NAME, store + " keeps, finds and forgets.")
                        : new Finding(NAME, "wrong", store + ": " + trouble.get(), null)));
    return findings;
  }
}
