package dev.teambroker.server.audit.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.CheckpointSigner;
import dev.teambroker.server.audit.ReadingTrail;
import dev.teambroker.server.database.Exclusive;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.signin.Replica;
import dev.teambroker.server.signin.SettableClock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

/** What the schedule seals, and what it leaves for the next time. */
class SealingTest {
  private static final int RECORDS = 20;
  private static final Duration EVERY = Duration.ofDays(1);

  private final TestDatabase database = TestDatabase.fresh();
  private final SettableClock clock = new SettableClock();
  private final Replica broker = Replica.start(database, clock);
  private final SealedSegments sealed = broker.bean(SealedSegments.class);
  private @TempDir Path folder;
  private SegmentFiles archive;

  @BeforeEach
  void openAnArchive() {
    archive = new SegmentFiles(folder);
  }

  @AfterEach
  void close() {
    broker.close();
    database.close();
  }

  @Test
  void sealsEachTimeThatEnoughHasCome() {
    record(RECORDS - 1 - count());
    sealing(archive).sealWhereDue();
    assertThat(sealed.all()).as("too little has come").isEmpty();
    record(RECORDS + 1);
    sealing(archive).sealWhereDue();
    assertThat(sealed.all())
        .extracting(SegmentManifest::first, SegmentManifest::last)
        .containsExactly(tuple(1L, 20L), tuple(21L, 40L));
  }

  @Test
  void sealsWhatIsOldHoweverLittleItIs() {
    record(1);
    clock.pass(EVERY.minusMinutes(1));
    sealing(archive).sealWhereDue();
    assertThat(sealed.all()).isEmpty();
    clock.pass(Duration.ofMinutes(2));
    sealing(archive).sealWhereDue();
    assertThat(sealed.all()).first().extracting(SegmentManifest::first).isEqualTo(1L);
  }

  @Test
  void leavesItToTheReplicaThatIsAtIt() throws Exception {
    record(RECORDS);
    Sealing sealing = sealing(archive);
    Exclusive exclusive = broker.bean(Exclusive.class);
    try (Exclusive.Held held = exclusive.tryTake("audit.seal").orElseThrow()) {
      sealing.sealWhereDue();
      assertThat(held).isNotNull();
      assertThat(sealed.all()).isEmpty();
    }
    sealing.sealWhereDue();
    assertThat(sealed.all()).hasSize(1);
  }

  @Test
  void registersNothingThatAnArchiveHasNotTaken() {
    record(RECORDS);
    sealing(new FullArchive()).sealWhereDue();
    assertThat(sealed.all()).isEmpty();
    sealing(archive).sealWhereDue();
    assertThat(sealed.all()).hasSize(1);
  }

  /** A replica died after it had archived a segment, and before it had registered it. */
  @Test
  void archivesOnceMoreWhatWasNotRegistered() throws IOException {
    record(RECORDS);
    Files.writeString(folder.resolve("segment-000001-000000000001-000000000020.jsonl"), "half");
    sealing(archive).sealWhereDue();
    SegmentManifest manifest = sealed.all().getFirst();
    assertThat(archive.manifest(manifest)).isEqualTo(manifest.line());
    try (InputStream records = archive.records(manifest)) {
      assertThat(records.readAllBytes().length).isGreaterThan(100);
    }
  }

  private void record(int records) {
    for (int i = 0; i < records; i++) {
      broker.bean(AuditTrail.class).record(AuditEvent.of("test.done"));
    }
  }

  private int count() {
    return database
        .jdbc()
        .sql("SELECT count(*) FROM broker.audit_record")
        .query(Integer.class)
        .single();
  }

  private Sealing sealing(SegmentArchive to) {
    return new Sealing(
        new SegmentArchives(List.of(to)),
        sealed,
        broker.bean(ReadingTrail.class),
        broker.bean(AuditTrail.class),
        broker.bean(TransactionTemplate.class),
        broker.bean(Exclusive.class),
        broker.bean(CheckpointSigner.class),
        new SegmentSettings(folder, false, RECORDS, EVERY),
        clock);
  }

  /** Takes nothing. */
  private static final class FullArchive implements SegmentArchive {
    @Override
    public String place() {
      return "nowhere";
    }

    @Override
    public void store(SegmentManifest manifest, Path records) throws IOException {
      throw new IOException("no space left");
    }

    @Override
    public String manifest(SegmentManifest wanted) throws IOException {
      throw new IOException("nothing is here");
    }

    @Override
    public InputStream records(SegmentManifest wanted) throws IOException {
      throw new IOException("nothing is here");
    }
  }
}
