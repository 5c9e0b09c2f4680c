package dev.teambroker.cli.enrolment;

import dev.teambroker.cli.broker.BrokerHttp;
import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.broker.Json;
import dev.teambroker.cli.configuration.TextFile;
import dev.teambroker.cli.configuration.TomlTables;
import dev.teambroker.cli.device.DeviceKey;
import dev.teambroker.cli.device.DpopProofs;
import dev.teambroker.cli.keychain.Keychain;
import dev.teambroker.cli.network.Network;
import dev.teambroker.cli.settings.BrokerSettings;
import dev.teambroker.cli.settings.ItemNames;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Enrolments;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Enrols this device. The new key is in the keychain before the broker hears of it, under a name of
 * its own until all is done, so that an older enrolment stays good until then.
 */
final class EnrollingDevice {
  private static final String NEW = "-new";

  private final Surroundings around;
  private final SecondFactorSetup setup;
  private final Keychain keychain;

  EnrollingDevice(Surroundings around, SecondFactorSetup setup) {
    this.around = around;
    this.setup = setup;
    this.keychain = Keychain.best(around);
  }

  Enrolments.Finished enroll(InvitationLink link, String brokerName, String deviceName) {
    BrokerSettings broker =
        new BrokerSettings(brokerName, link.url(), link.pin(), null, keychain.kind());
    String item = ItemNames.deviceKey(broker);
    DeviceKey key = DeviceKey.generate();
    keychain.keep(item + NEW, key.toSecret());
    BrokerHttp http =
        new BrokerHttp(broker, new DpopProofs(key, around.clock()), new Network(around));
    Enrolments.Started started = start(http, link, deviceName);
    around.say("Hello " + started.memberName() + ". This device is '" + deviceName + "'.");
    around.say("Its fingerprint: " + key.thumbprint());
    Enrolments.Finished finished = setup.prove(http, started);
    keychain.keep(item, key.toSecret());
    keychain.forget(item + NEW);
    new FirstSignIn(around, keychain).keep(finished, broker);
    remember(broker, started.memberName());
    return finished;
  }

  private static Enrolments.Started start(BrokerHttp http, InvitationLink link, String deviceName) {
    Call call =
        Call.of("POST", "/v1/enrolments").with(new Enrolments.Start(link.code(), deviceName));
    return Json.read(http.send(call, null), Enrolments.Started.class);
  }

  private void remember(BrokerSettings broker, String memberName) {
    Map<String, String> table = new LinkedHashMap<>();
    table.put("url", broker.url());
    if (broker.pin() != null) {
      table.put("pin", broker.pin());
    }
    table.put("member", memberName);
    table.put("device-key", keychain.kind());
    TextFile file = new TextFile(around.files().configuration());
    file.write(TomlTables.put(file.read(), "brokers." + broker.name(), table));
    around.say(
        "The device's key is in "
            + keychain.description()
            + ", the broker in "
            + around.files().configuration()
            + ".");
  }
}
