package dev.teambroker.server.secretstore;

import dev.teambroker.server.web.SettingCheck;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Under which key-encryption keys secrets are sealed.
 *
 * @param keys each secret is sealed under all of them, and opened by the first that can: {@code
 *     keystore}, {@code pkcs11:token=LABEL;object=KEY}, {@code kms:ARN}, {@code vault:MOUNT/KEY}
 * @param checkpointKey an Ed25519 key in a token that signs the trail's checkpoints there, such as
 *     {@code pkcs11:token=broker;object=checkpoints}; without it one that is sealed in the database
 * @param retiring keys that open what is still sealed under them, until {@code broker secret-store
 *     rewrap} has moved it
 * @param rotateEvery how old the present version of a key may be before the readiness probe says
 *     that it is due; 0s for never
 * @param backupsKept how long backups of the database are kept: so long a key that was retired
 *     isn't destroyed
 */
@ConfigurationProperties("broker.secret-store")
record SecretStoreSettings(
    @DefaultValue("keystore") List<String> keys,
    @DefaultValue List<String> retiring,
    @Nullable String checkpointKey,
    @DefaultValue("365d") Duration rotateEvery,
    @DefaultValue("90d") Duration backupsKept) {
  private static final int MOST = 8;

  SecretStoreSettings {
    keys = List.copyOf(keys);
    retiring = List.copyOf(retiring);
    SettingCheck.of("broker.secret-store")
        .that(
            !keys.isEmpty() && keys.size() <= MOST && new HashSet<>(keys).size() == keys.size(),
            "keys",
            "one to " + MOST + " different keys, such as keystore")
        .that(
            Collections.disjoint(keys, retiring),
            "retiring",
            "keys that aren't among keys any more")
        .that(!rotateEvery.isNegative(), "rotate-every", "a duration such as 365d, or 0s")
        .that(!backupsKept.isNegative(), "backups-kept", "a duration such as 90d");
  }
}
