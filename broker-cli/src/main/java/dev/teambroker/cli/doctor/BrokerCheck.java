package dev.teambroker.cli.doctor;

import dev.teambroker.cli.broker.Contact;
import dev.teambroker.cli.keychain.Keychain;
import dev.teambroker.cli.network.Network;
import dev.teambroker.cli.settings.BrokerSettings;
import dev.teambroker.cli.settings.Settings;
import dev.teambroker.cli.signin.ThisDevice;
import dev.teambroker.cli.terminal.Surroundings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The way to each broker, its certificate, and how far the clocks are apart. */
final class BrokerCheck {
  private static final String NAME = "broker";

  /** What the broker lets a proof's time differ; TOTP stands for less. */
  private static final Duration DRIFT = Duration.ofSeconds(20);

  private static final Duration SOON = Duration.ofHours(12);

  private BrokerCheck() {}

  static List<Finding> of(Surroundings around) {
    Settings settings = around.settings();
    List<Finding> findings = new ArrayList<>();
    for (String name : settings.brokerNames()) {
      BrokerSettings broker = settings.broker(name);
      proxy(around, broker, findings);
      Contact contact = ThisDevice.http(around, broker, Keychain.of(broker, around)).contact();
      Instant now = around.clock().instant();
      clock(broker, Duration.between(now, contact.serverTime()), findings);
      certificate(broker, Duration.between(now, contact.certificateEnds()), findings);
    }
    return findings;
  }

  private static void proxy(Surroundings around, BrokerSettings broker, List<Finding> findings) {
    String host = String.valueOf(URI.create(broker.url()).getHost());
    new Network(around)
        .proxy()
        .filter(proxy -> proxy.isFor(host))
        .ifPresent(
            proxy ->
                findings.add(
                    Finding.ok(
                        NAME, host + " is reached through the proxy " + proxy.address() + ".")));
  }

  private static void clock(BrokerSettings broker, Duration ahead, List<Finding> findings) {
    String difference = Math.abs(ahead.toSeconds()) + " s";
    findings.add(
        ahead.abs().compareTo(DRIFT) < 0
            ? Finding.ok(NAME, broker.url() + " answers; the clocks differ by " + difference + ".")
            : Finding.wrong(
                NAME,
                "This machine's clock is "
                    + difference
                    + (ahead.isNegative() ? " ahead of" : " behind")
                    + " that of "
                    + broker.url()
                    + ": proofs and codes are refused.",
                "set it, for instance by NTP: timedatectl set-ntp true"));
  }

  private static void certificate(BrokerSettings broker, Duration left, List<Finding> findings) {
    String how = broker.pin() == null ? "trusted by the system's CAs" : "pinned to its CA";
    findings.add(
        left.compareTo(SOON) > 0
            ? Finding.ok(NAME, "The certificate is " + how + ", for " + left.toHours() + " h.")
            : Finding.warning(
                NAME,
                "The certificate ends in " + left.toHours() + " h.",
                "tell who runs the broker, if it does not renew by itself"));
  }
}
