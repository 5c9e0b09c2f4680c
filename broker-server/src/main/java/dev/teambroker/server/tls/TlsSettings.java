package dev.teambroker.server.tls;

import dev.teambroker.server.web.SettingCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The certificate that members see; without a file, the broker's own CA issues it and clients know
 * that CA by its pin.
 *
 * @param certificateFile PEM, the server's certificate first, then the intermediate ones; taken
 *     anew when it changes
 * @param privateKeyFile PEM, its private key without a passphrase, readable by its owner only
 * @param names further host names and addresses for the certificate of the own CA; those of
 *     broker.public-url and localhost are in it anyway
 * @param certificateLifetime how long a certificate of the own CA is valid; it is renewed when two
 *     thirds have passed
 * @param warnBefore how long before the certificate of a file expires the log warns of it, once a
 *     day
 */
@ConfigurationProperties("broker.tls")
record TlsSettings(
    @Nullable Path certificateFile,
    @Nullable Path privateKeyFile,
    @DefaultValue List<String> names,
    @DefaultValue("7d") Duration certificateLifetime,
    @DefaultValue("14d") Duration warnBefore) {
  private static final Duration SHORTEST = Duration.ofHours(1);

  TlsSettings {
    names = List.copyOf(names);
    SettingCheck.of("broker.tls")
        .that(
            (certificateFile == null) == (privateKeyFile == null),
            certificateFile == null ? "certificate-file" : "private-key-file",
            "a PEM file, since the other of the two is set")
        .that(
            certificateLifetime.compareTo(SHORTEST) >= 0,
            "certificate-lifetime",
            "a duration of at least 1h, such as 7d")
        .that(!warnBefore.isNegative(), "warn-before", "a duration such as 14d");
  }
}
