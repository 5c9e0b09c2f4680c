package dev.teambroker.server.secretstore;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.web.BrokerSettings;
import java.util.List;
import org.springframework.stereotype.Component;

/** The broker's own keys and the canary, for moving them under other key-encryption keys. */
@Component
class SealedStoreKeys implements SealedRecords {
  private final StoreKeys keys;
  private final AuditTrail trail;
  private final BrokerSettings broker;

  SealedStoreKeys(StoreKeys keys, AuditTrail trail, BrokerSettings broker) {
    this.keys = keys;
    this.trail = trail;
    this.broker = broker;
  }

  @Override
  public List<SealedRecord> all() {
    return keys.all().entrySet().stream()
        .map(
            key ->
                new SealedRecord(
                    OpeningSecretStore.binding(key.getKey(), broker.mode()), key.getValue()))
        .toList();
  }

  @Override
  public boolean replace(SealedRecord read, SealedSecret rewrapped) {
    String name = read.binding().recordId();
    AuditEvent event =
        AuditEvent.of("secret.rewrapped").with("kind", read.binding().kind()).with("id", name);
    return keys.replace(name, read.sealed(), rewrapped, () -> trail.append(event));
  }
}
