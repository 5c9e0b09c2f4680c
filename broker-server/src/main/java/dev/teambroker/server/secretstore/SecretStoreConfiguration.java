package dev.teambroker.server.secretstore;

import dev.teambroker.server.audit.Alarms;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.CheckpointSigner;
import dev.teambroker.server.audit.RowMac;
import dev.teambroker.server.web.BrokerSettings;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever asks for the store, or for the MACs, has one whose canary was opened. */
@Configuration(proxyBeanMethods = false)
class SecretStoreConfiguration {
  private static final Logger log = LoggerFactory.getLogger(SecretStoreConfiguration.class);

  @Bean
  KeyRegister keyRegister(JdbcClient jdbc, InstantSource clock) {
    return new KeyRegister(jdbc, clock);
  }

  @Bean
  StoreKeys storeKeys(JdbcClient jdbc, PlatformTransactionManager transactions) {
    return new StoreKeys(jdbc, new TransactionTemplate(transactions));
  }

  @Bean
  KeySources keySources(List<KeyBackend> backends) {
    return new KeySources(backends);
  }

  @Bean(destroyMethod = "close")
  OpeningSecretStore.Opened openedSecretStore(
      SecretStoreSettings settings,
      KeySources sources,
      KeyRegister register,
      StoreKeys keys,
      BrokerSettings broker) {
    return new OpeningSecretStore(
            sources.of(settings.keys(), "broker.secret-store.keys"),
            sources.of(settings.retiring(), "broker.secret-store.retiring"),
            signing(settings, sources),
            register,
            keys,
            broker.mode())
        .open();
  }

  private static @Nullable SigningKeySource signing(
      SecretStoreSettings settings, KeySources sources) {
    if (settings.checkpointKey() != null) {
      return sources.signing(settings.checkpointKey(), "broker.secret-store.checkpoint-key");
    }
    for (String key : sources.thatCouldSign(settings.keys())) {
      log.warn(
          "broker.secret-store.checkpoint-key is not set: the key that signs the trail's checkpoints"
              + " is sealed in the database, and in this process's memory, though the token of {}"
              + " could keep it. Choose it before a broker's first start:"
              + " broker secret-store ceremony create-checkpoint-key",
          key);
    }
    return null;
  }

  @Bean
  @Lazy
  Inventory inventory(OpeningSecretStore.Opened opened, List<SealedRecords> features) {
    return new Inventory(opened.store(), opened.keys(), features);
  }

  @Bean
  @Lazy
  Rewrapping rewrapping(
      OpeningSecretStore.Opened opened,
      KeyRegister register,
      List<SealedRecords> features,
      AuditTrail trail) {
    return new Rewrapping(
        opened.store(),
        opened.keys(),
        register,
        features,
        trail::record,
        () -> LockSupport.parkNanos(Rewrapping.NOTICED.toNanos()));
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
