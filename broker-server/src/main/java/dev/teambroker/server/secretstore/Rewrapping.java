package dev.teambroker.server.secretstore;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.secretstore.SealedRecords.SealedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Moves every sealed record under the keys that seal now, while brokers run. What is moved is known
 * by its envelope alone, so that whoever begins anew goes on where it ended. No secret is opened:
 * its data key is, in memory, and wrapped again.
 */
final class Rewrapping {
  private static final int TOLD_EVERY = 100;
  private static final int PASSES = 20;

  private final SecretStore store;
  private final OpenedKeys keys;
  private final KeyRegister register;
  private final List<SealedRecords> features;
  private final Consumer<AuditEvent> trail;
  private final Runnable untilAllKnow;

  /**
   * @param trail records durably
   * @param untilAllKnow waits until every broker has noticed which keys are retired
   */
  Rewrapping(
      SecretStore store,
      OpenedKeys keys,
      KeyRegister register,
      List<SealedRecords> features,
      Consumer<AuditEvent> trail,
      Runnable untilAllKnow) {
    this.store = store;
    this.keys = keys;
    this.register = register;
    this.features = List.copyOf(features);
    this.trail = trail;
    this.untilAllKnow = untilAllKnow;
  }

  /** How long a broker takes to notice that a key was retired, at most. */
  static final Duration NOTICED = Duration.ofSeconds(6);

  /**
   * Moves all of them, then retires the keys that only open.
   *
   * @param progress is told how far it is
   * @return what was done, a line each
   * @throws SecretStoreUnavailable when a key can't be used; what was moved stays moved
   */
  List<String> run(Consumer<String> progress) {
    int moved = moveAll(progress);
    List<String> told = new ArrayList<>();
    List<String> retired = keys.retiring().stream().map(WatchedKey::id).toList();
    retired.forEach(register::retire);
    if (!retired.isEmpty()) {
      untilAllKnow.run();
      moved += moveAll(progress);
    }
    told.add(moved + " records were moved; all are under " + ids());
    for (String id : retired) {
      trail.accept(AuditEvent.of("secret-store.key-retired").with("key", id));
      told.add(id + " is retired: it opens nothing any more");
    }
    return told;
  }

  /**
   * Moves what older versions of these very keys wrapped. What lies under other keys is left alone:
   * a replica that wasn't restarted yet would else undo a move.
   */
  int toPresentVersions() {
    return moveAll(line -> {}, record -> store.isOfOlderVersion(record.sealed()));
  }

  private String ids() {
    return String.join(", ", keys.sealing().stream().map(WatchedKey::id).toList());
  }

  private int moveAll(Consumer<String> progress) {
    return moveAll(progress, record -> !store.isCurrent(record.sealed()));
  }

  private int moveAll(Consumer<String> progress, Predicate<SealedRecord> which) {
    int moved = 0;
    for (int pass = 0; pass < PASSES; pass++) {
      List<Waiting> waiting = waiting(which);
      if (waiting.isEmpty()) {
        return moved;
      }
      int done = 0;
      for (Waiting each : waiting) {
        moved += each.move(store) ? 1 : 0;
        done++;
        if (done % TOLD_EVERY == 0 || done == waiting.size()) {
          progress.accept("%d of %d".formatted(done, waiting.size()));
        }
      }
    }
    throw new SecretStoreUnavailable(
        "records are sealed under other keys as fast as they are moved: does a broker run with"
            + " another broker.secret-store.keys?");
  }

  private List<Waiting> waiting(Predicate<SealedRecord> which) {
    return features.stream()
        .flatMap(
            feature ->
                feature.all().stream().filter(which).map(record -> new Waiting(feature, record)))
        .toList();
  }

  private record Waiting(SealedRecords feature, SealedRecord record) {
    boolean move(SecretStore store) {
      return feature.replace(record, store.rewrap(record.sealed(), record.binding()));
    }
  }
}
