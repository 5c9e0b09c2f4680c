package dev.teambroker.server.secretstore.pkcs11;

import dev.teambroker.server.web.SettingCheck;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Keys in PKCS#11 tokens; which ones says {@code broker.secret-store.keys}.
 *
 * @param library the module of the token's vendor, such as /usr/lib/softhsm/libsofthsm2.so
 * @param pinFile a file with the token user's PIN that nobody else may read; without one the
 *     variable BROKER_PKCS11_PIN holds it
 * @param timeout how long a request waits for the token
 * @param sessions how many are open at once at most, for each key
 */
@ConfigurationProperties("broker.secret-store.pkcs11")
record Pkcs11Settings(
    @Nullable Path library,
    @Nullable Path pinFile,
    @DefaultValue("2s") Duration timeout,
    @DefaultValue("16") int sessions) {
  private static final int MOST = 1_024;

  Pkcs11Settings {
    SettingCheck.of("broker.secret-store.pkcs11")
        .that(timeout.isPositive(), "timeout", "a duration above zero, such as 2s")
        .that(sessions > 0 && sessions <= MOST, "sessions", "a number from 1 to " + MOST);
  }
}
