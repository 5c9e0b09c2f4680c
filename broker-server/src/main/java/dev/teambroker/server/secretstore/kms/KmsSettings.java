package dev.teambroker.server.secretstore.kms;

import dev.teambroker.server.web.SettingCheck;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Keys in AWS KMS; which ones says {@code broker.secret-store.keys}, and who asks them {@code
 * broker.aws.identity}.
 *
 * @param timeout how long a request waits for KMS, repeats included
 * @param calls how many run at once at most, for each key
 */
@ConfigurationProperties("broker.secret-store.kms")
record KmsSettings(@DefaultValue("4s") Duration timeout, @DefaultValue("64") int calls) {
  private static final int MOST = 1_024;

  KmsSettings {
    SettingCheck.of("broker.secret-store.kms")
        .that(timeout.isPositive(), "timeout", "a duration above zero, such as 4s")
        .that(calls > 0 && calls <= MOST, "calls", "a number from 1 to " + MOST);
  }
}
