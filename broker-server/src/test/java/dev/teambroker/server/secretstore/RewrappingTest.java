package dev.teambroker.server.secretstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.secretstore.keystore.SoftwareKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RewrappingTest {
  private static final TestDatabase DATABASE = TestDatabase.fresh();
  private static final int RECORDS = 30;

  private final KeyRegister register = new KeyRegister(DATABASE.jdbc(), InstantSource.system());
  private final List<AuditEvent> trail = new ArrayList<>();
  private final Records records = new Records();
  private final FlakyKey flaky = new FlakyKey(software("old-" + hashCode()));
  private final WatchedKey old = watched(flaky);
  private final WatchedKey next = watched(software("next-" + hashCode()));
  private final WatchedKey second = watched(software("second-" + hashCode()));

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void seal() {
    SecretStore store = new SecretStore(List.of(old));
    for (int i = 0; i < RECORDS; i++) {
      records.add(store.seal(secret(i), binding(i)));
    }
  }

  @Test
  void movesEveryRecordUnderAllKeysAndRetiresTheOldOne() {
    List<String> progress = new ArrayList<>();

    List<String> told = rewrapping(keys(List.of(next, second), List.of(old))).run(progress::add);

    assertThat(told)
        .containsExactly(
            "30 records were moved; all are under %s, %s".formatted(next.id(), second.id()),
            old.id() + " is retired: it opens nothing any more");
    assertThat(progress).containsExactly("30 of 30");
    for (WatchedKey alone : List.of(next, second)) {
      assertOpen(new SecretStore(List.of(alone)));
    }
    assertThat(register.retired()).contains(old.id());
    assertThat(trail)
        .singleElement()
        .satisfies(event -> assertThat(event.attributes()).containsEntry("key", old.id()));
  }

  @Test
  void goesOnWhereItWasBrokenOff() {
    records.breakAfter(10);
    Rewrapping broken = rewrapping(keys(List.of(next), List.of(old)));
    assertThatThrownBy(() -> broken.run(line -> {})).isInstanceOf(SecretStoreUnavailable.class);
    assertOpen(new SecretStore(List.of(next), List.of(old), java.util.Set::of));
    assertThat(register.retired()).doesNotContain(old.id());
    records.breakAfter(Integer.MAX_VALUE);

    List<String> told = rewrapping(keys(List.of(next), List.of(old))).run(line -> {});

    assertThat(told.getFirst()).startsWith("20 records were moved");
    assertOpen(new SecretStore(List.of(next)));
  }

  @Test
  void keepsTheOldKeyWhileItCannotBeOpened() {
    flaky.takeAway();

    assertThatThrownBy(() -> rewrapping(keys(List.of(next), List.of(old))).run(line -> {}))
        .isInstanceOf(SecretStoreUnavailable.class);
    assertThat(register.retired()).doesNotContain(old.id());
  }

  @Test
  void movesWhatWasChangedMeanwhileInTheNextPass() {
    records.refuseOnce(7);

    rewrapping(keys(List.of(next), List.of(old))).run(line -> {});

    assertOpen(new SecretStore(List.of(next)));
  }

  @Test
  void addsTheWrapThatAMissingKeyCouldNotMake() {
    FlakyKey gone = new FlakyKey(software("gone-" + hashCode()));
    WatchedKey away = watched(gone);
    gone.takeAway();
    SealedSecret sealed = new SecretStore(List.of(old, away)).seal(secret(99), binding(99));
    gone.bringBack();

    OpenedKeys both = keys(List.of(old, away), List.of());
    records.all.clear();
    records.add(sealed);
    assertThat(inventory(both).waiting()).isEqualTo(1);
    rewrapping(both).run(line -> {});
    assertThat(inventory(both).waiting()).isZero();
    assertThat(Envelope.of(records.all.getFirst()).keyIds()).containsExactly(old.id(), away.id());
  }

  @Test
  void leavesRecordsUnderOtherKeysToTheCommand() {
    OpenedKeys notRestarted = keys(List.of(next), List.of());

    assertThat(rewrapping(notRestarted).toPresentVersions()).isZero();

    assertOpen(new SecretStore(List.of(old)));
  }

  @Test
  void retiredKeysNeitherOpenNorSeal() {
    RetiredKeys retired = new RetiredKeys(register);
    SecretStore running = new SecretStore(List.of(old), List.of(), retired);
    SealedSecret sealed = running.seal(secret(1), binding(1));
    register.retire(old.id());
    retired.look();

    assertThatThrownBy(() -> running.seal(secret(1), binding(1)))
        .isInstanceOf(SecretStoreUnavailable.class)
        .hasMessageContaining("retired");
    assertThatThrownBy(() -> running.unseal(sealed, binding(1))).isInstanceOf(SealBroken.class);
  }

  @Test
  void findsRecordsThatOneOfTheirKeysDoesNotOpen() {
    OpenedKeys keys = keys(List.of(old, next), List.of());
    rewrapping(keys).run(line -> {});
    assertThat(inventory(keys).verify(line -> {})).isEmpty();

    byte[] envelope = records.all.get(3).envelope();
    int wrapOfNext =
        new String(envelope, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(next.id());
    envelope[wrapOfNext + next.id().length() + 20] ^= 1;
    records.all.set(3, new SealedSecret(envelope));

    assertThat(inventory(keys).verify(line -> {}))
        .singleElement()
        .asString()
        .contains("r3", next.id());
    assertThat(inventory(keys(List.of(old), List.of())).verify(line -> {}))
        .hasSize(RECORDS)
        .first()
        .asString()
        .contains("doesn't have " + next.id());
  }

  @Test
  void countsWrapsForAllProcessesAndRefusesTheLast() {
    WrapCount count = new WrapCount(wraps -> register.reserve("counted", wraps));
    for (int i = 0; i < 300; i++) {
      count.take("counted");
    }
    assertThat(register.find("counted").orElseThrow().wraps()).isEqualTo(512);
    register.reserve("counted", WrapCount.LIMIT / 2);
    WrapCount other = new WrapCount(wraps -> register.reserve("counted", wraps));
    other.take("counted");
    assertThat(other.isHalfUsed()).isTrue();
    register.reserve("counted", WrapCount.LIMIT / 2);

    assertThatThrownBy(
            () -> new WrapCount(wraps -> register.reserve("counted", wraps)).take("counted"))
        .isInstanceOf(SecretStoreUnavailable.class)
        .hasMessageContaining("2^32 wraps");
  }

  private Rewrapping rewrapping(OpenedKeys keys) {
    return new Rewrapping(store(keys), keys, register, List.of(records), trail::add, () -> {});
  }

  private Inventory inventory(OpenedKeys keys) {
    return new Inventory(store(keys), keys, List.of(records));
  }

  private static SecretStore store(OpenedKeys keys) {
    return new SecretStore(keys.sealing(), keys.retiring(), keys.retired());
  }

  private OpenedKeys keys(List<WatchedKey> sealing, List<WatchedKey> retiring) {
    return new OpenedKeys(sealing, retiring, new RetiredKeys(register));
  }

  private void assertOpen(SecretStore store) {
    for (int i = 0; i < RECORDS; i++) {
      assertThat(store.unseal(records.all.get(i), binding(i))).isEqualTo(secret(i));
    }
  }

  private WatchedKey watched(KeyEncryptionKey key) {
    return new WatchedKey(key, new WrapCount(wraps -> register.reserve(key.id(), wraps)));
  }

  private static KeyEncryptionKey software(String id) {
    return new SoftwareKey(id, new SecretKeySpec(DataKeys.fresh().reveal(byte[]::clone), "AES"));
  }

  private static Secret secret(int number) {
    return Secret.of("secret " + number);
  }

  private static Binding binding(int number) {
    return new Binding("test", "r" + number, "nobody", "k" + number, 1);
  }

  /** In memory; some of its writes fail. */
  private static final class Records implements SealedRecords {
    private final List<SealedSecret> all = new ArrayList<>();
    private int left = Integer.MAX_VALUE;
    private int refused = -1;

    void add(SealedSecret sealed) {
      all.add(sealed);
    }

    void breakAfter(int writes) {
      left = writes;
    }

    void refuseOnce(int number) {
      refused = number;
    }

    @Override
    public List<SealedRecord> all() {
      List<SealedRecord> listed = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        listed.add(new SealedRecord(binding(all.size() == 1 ? 99 : i), all.get(i)));
      }
      return listed;
    }

    @Override
    public boolean replace(SealedRecord read, SealedSecret rewrapped) {
      int number = all.indexOf(read.sealed());
      if (left-- == 0) {
        throw new SecretStoreUnavailable("broken off");
      }
      if (number == refused) {
        refused = -1;
        return false;
      }
      all.set(number, rewrapped);
      return true;
    }
  }
}
