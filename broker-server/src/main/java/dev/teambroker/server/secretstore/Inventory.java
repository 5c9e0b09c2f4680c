package dev.teambroker.server.secretstore;

import dev.teambroker.server.secretstore.SealedRecords.SealedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What is sealed under which keys. */
final class Inventory {
  private final SecretStore store;
  private final OpenedKeys keys;
  private final List<SealedRecords> features;

  Inventory(SecretStore store, OpenedKeys keys, List<SealedRecords> features) {
    this.store = store;
    this.keys = keys;
    this.features = List.copyOf(features);
  }

  List<SealedRecord> records() {
    return features.stream().flatMap(feature -> feature.all().stream()).toList();
  }

  /** How many records are sealed under each key. */
  Map<String, Integer> recordsOfKeys() {
    Map<String, Integer> counts = new TreeMap<>();
    records().stream()
        .flatMap(record -> Envelope.of(record.sealed()).keyIds().stream())
        .forEach(id -> counts.merge(id, 1, Integer::sum));
    return counts;
  }

  /** How many a rewrap would move. */
  long waiting() {
    return records().stream().filter(record -> !store.isCurrent(record.sealed())).count();
  }

  /**
   * Opens every record by each of its keys.
   *
   * @param progress is told how far it is
   * @return what doesn't open, a line each
   */
  List<String> verify(Consumer<String> progress) {
    List<SealedRecord> records = records();
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      verify(records.get(i), faults);
      if ((i + 1) % 100 == 0 || i + 1 == records.size()) {
        progress.accept("%d of %d".formatted(i + 1, records.size()));
      }
    }
    return faults;
  }

  private void verify(SealedRecord record, List<String> faults) {
    List<String> ids = Envelope.of(record.sealed()).keyIds();
    for (String id : ids) {
      keys.all()
          .filter(key -> key.id().equals(id))
          .findFirst()
          .ifPresentOrElse(
              key -> verify(record, key, faults),
              () -> faults.add(name(record) + ": this broker doesn't have " + id));
    }
  }

  private void verify(SealedRecord record, WatchedKey key, List<String> faults) {
    try {
      store.check(key, record.sealed(), record.binding());
    } catch (SealBroken | SecretStoreUnavailable e) {
      faults.add("%s under %s: %s".formatted(name(record), key.id(), e.getMessage()));
    }
  }

  private static String name(SealedRecord record) {
    Binding of = record.binding();
    return "%s %s of %s".formatted(of.kind(), of.recordId(), of.owner());
  }
}
