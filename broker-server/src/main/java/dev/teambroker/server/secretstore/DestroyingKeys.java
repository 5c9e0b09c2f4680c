package dev.teambroker.server.secretstore;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Destroys a key that nothing needs any more: no record, and no backup that is still kept. */
@Component
@Lazy
class DestroyingKeys {
  private final Inventory inventory;
  private final OpeningSecretStore.Opened opened;
  private final KeyRegister register;
  private final SecretStoreSettings settings;
  private final AuditTrail trail;
  private final InstantSource clock;

  DestroyingKeys(
      Inventory inventory,
      OpeningSecretStore.Opened opened,
      KeyRegister register,
      SecretStoreSettings settings,
      AuditTrail trail,
      InstantSource clock) {
    this.inventory = inventory;
    this.opened = opened;
    this.register = register;
    this.settings = settings;
    this.trail = trail;
    this.clock = clock;
  }

  /**
   * Destroys it, with a record on the trail before.
   *
   * @return why not, if something needs it
   * @throws SecretStoreUnavailable when it isn't there, or its backend refuses
   */
  Optional<String> destroy(KeySource source) {
    String id;
    try (KeyEncryptionKey key =
        source.find().orElseThrow(() -> new SecretStoreUnavailable(source.place() + " is none"))) {
      id = key.id();
    }
    Optional<String> needed = needed(id);
    if (needed.isEmpty()) {
      trail.record(AuditEvent.of("secret-store.key-destroyed").with("key", id));
      source.destroy();
    }
    return needed;
  }

  private Optional<String> needed(String id) {
    int records = inventory.recordsOfKeys().getOrDefault(id, 0);
    if (records > 0) {
      return Optional.of(records + " records are sealed under " + id);
    }
    if (opened.keys().all().anyMatch(key -> key.id().equals(id))) {
      return Optional.of(id + " is in use (broker.secret-store.keys or retiring)");
    }
    return register.find(id).flatMap(this::needed);
  }

  private Optional<String> needed(KeyRegister.Entry entry) {
    Instant retired = entry.retiredAt();
    if (retired == null) {
      return Optional.of(
          entry.id()
              + " has sealed something, and no rewrap has retired it: name it in"
              + " broker.secret-store.retiring and run `broker secret-store rewrap`");
    }
    Instant until = retired.plus(settings.backupsKept());
    return clock.instant().isBefore(until)
        ? Optional.of(
            "backups of the time before %s need it, and are kept until %s (broker.secret-store.backups-kept)"
                .formatted(retired, until))
        : Optional.empty();
  }
}
