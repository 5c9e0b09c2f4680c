package dev.teambroker.server.consumer;

import dev.teambroker.server.web.Network;
import dev.teambroker.server.web.SettingCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where a shared user's long-term key may be pushed to; nowhere unless it is said here.
 *
 * @param directory files of consumers lie beneath it, and nowhere else
 * @param httpsHosts hosts that keys may be posted to, such as {@code ci.example.com} or {@code
 *     ci.example.com:8443}
 * @param networks those, such as {@code 10.20.0.0/16}, that calls may go to although they are
 *     private, link-local or loopback
 * @param signingSecrets a directory with a file {@code SHARED-USER.CONSUMER} for each https
 *     consumer: the text that the consumer knows as well, with which each call to it is signed
 * @param authorityFile PEM certificates of the CAs that https consumers' certificates may come
 *     from, in place of the JDK's
 * @param timeout how long a push may take
 * @param reloadWithin how long a consumer may go on with the old key after it has the new one
 */
@ConfigurationProperties("broker.rotation.consumers")
record ConsumerSettings(
    @Nullable Path directory,
    @DefaultValue List<String> httpsHosts,
    @DefaultValue List<String> networks,
    @Nullable Path signingSecrets,
    @Nullable Path authorityFile,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue("5m") Duration reloadWithin) {
  ConsumerSettings {
    httpsHosts = List.copyOf(httpsHosts);
    networks = List.copyOf(networks);
    SettingCheck.of("broker.rotation.consumers")
        .that(
            httpsHosts.stream().allMatch(host -> host.matches("[a-z0-9.-]+(:[0-9]{1,5})?")),
            "https-hosts",
            "hosts such as ci.example.com or ci.example.com:8443")
        .that(
            networks.stream().allMatch(ConsumerSettings::isNetwork),
            "networks",
            "each " + Network.EXPECTED)
        .that(
            httpsHosts.isEmpty() || signingSecrets != null,
            "signing-secrets",
            "a directory with a secret for each consumer, where there are https-hosts")
        .that(
            timeout.compareTo(Duration.ofMillis(100)) >= 0
                && timeout.compareTo(Duration.ofSeconds(30)) <= 0,
            "timeout",
            "a duration from 100ms to 30s, such as 10s")
        .that(
            !reloadWithin.isNegative() && reloadWithin.compareTo(Duration.ofDays(7)) <= 0,
            "reload-within",
            "a duration from 0 to 7d, such as 5m");
  }

  private static boolean isNetwork(String text) {
    try {
      Network.parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
