package dev.teambroker.server.secretstore;

import dev.teambroker.server.audit.Alarms;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.CheckpointSigner;
import dev.teambroker.server.audit.RowMac;
import dev.teambroker.server.web.BrokerSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever asks for the store, or for the MACs, has one whose canary was opened. */
@Configuration(proxyBeanMethods = false)
class SecretStoreConfiguration {
  @Bean
  OpeningSecretStore.Opened openedSecretStore(
      KeySource source,
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      BrokerSettings settings) {
    StoreKeys keys = new StoreKeys(jdbc, new TransactionTemplate(transactions));
    return new OpeningSecretStore(source, keys, settings.mode()).open();
  }

  @Bean
  SecretStore secretStore(OpeningSecretStore.Opened opened, Alarms alarms) {
    return opened
        .store()
        .telling(
            (binding, broken) ->
                alarms.raise(
                    "seal " + binding,
                    AuditEvent.of("seal.broken")
                        .with("kind", binding.kind())
                        .with("id", binding.recordId())
                        .with("owner", binding.owner())
                        .with("keyId", binding.keyId())
                        .with("version", binding.version())
                        .with("reason", broken.getMessage())));
  }

  @Bean
  CheckpointSigner checkpointSigner(OpeningSecretStore.Opened opened) {
    return opened.checkpointKey();
  }

  @Bean
  RowMac rowMac(OpeningSecretStore.Opened opened) {
    return opened.rowMac();
  }
}
