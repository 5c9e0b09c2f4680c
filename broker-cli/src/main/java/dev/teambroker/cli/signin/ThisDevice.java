package dev.teambroker.cli.signin;

import dev.teambroker.cli.broker.BrokerHttp;
import dev.teambroker.cli.device.DeviceKey;
import dev.teambroker.cli.device.DpopProofs;
import dev.teambroker.cli.keychain.Keychain;
import dev.teambroker.cli.network.Network;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.settings.BrokerSettings;
import dev.teambroker.cli.settings.ItemNames;
import dev.teambroker.cli.terminal.Surroundings;

/** Speaks to a broker with the key that this device was enrolled with. */
public final class ThisDevice {
  private ThisDevice() {}

  public static BrokerHttp http(Surroundings around, BrokerSettings broker, Keychain keychain) {
    DeviceKey key =
        keychain
            .find(ItemNames.deviceKey(broker))
            .map(DeviceKey::of)
            .orElseThrow(() -> none(broker, keychain));
    return new BrokerHttp(broker, new DpopProofs(key, around.clock()), new Network(around));
  }

  private static Failure none(BrokerSettings broker, Keychain keychain) {
    return new Failure(
        ExitCode.CONFIGURATION,
        "There is no device key for "
            + broker.url()
            + " in "
            + keychain.description()
            + ": enrol this device again.");
  }
}
