package dev.teambroker.server.audit.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.AuditRecords.Line;
import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.RowIndex;
import dev.teambroker.server.audit.checkpoint.CheckpointKey;
import dev.teambroker.server.audit.checkpoint.LockedBucket;
import dev.teambroker.server.audit.checkpoint.TestCheckpointKey;
import dev.teambroker.server.aws.MotoServer;
import dev.teambroker.server.database.StartRefused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments in a directory and in a bucket, and what a pruning wants of them. */
class SegmentArchivesTest {
  private static MotoServer moto;

  private final TestCheckpointKey key = new TestCheckpointKey();
  private @TempDir Path folder;
  private @TempDir Path work;

  @BeforeAll
  static void start() {
    moto = new MotoServer();
  }

  @AfterAll
  static void close() {
    if (moto != null) {
      moto.close();
    }
  }

  @Test
  void aDirectoryGivesBackWhatItTookLast() throws Exception {
    givesBack(new SegmentFiles(folder));
  }

  @Test
  void aBucketGivesBackWhatItTookLastAndLetsNobodyRemoveIt() throws Exception {
    LockedBucket bucket = LockedBucket.in(moto, "segments");
    givesBack(bucketArchive(bucket));
    assertThat(bucket.removeEachVersion()).isNotEmpty().containsOnly(403);
  }

  @Test
  void pruningWantsEachSegmentToFollowTheOneBefore() throws Exception {
    SegmentArchive archive = bucketArchive(LockedBucket.in(moto, "chain"));
    SegmentManifest first = sealed(archive, Chain.START, SegmentManifest.NONE, 1, 3);
    SegmentManifest second = sealed(archive, first.end(), first.digest(), 4, 6);
    SegmentManifest stranger = sealed(new SegmentFiles(folder), first.end(), "ab".repeat(32), 4, 6);

    VerifyingArchive verifying = verifying(archive);
    verifying.verify(first);
    assertThatThrownBy(() -> verifying.verify(stranger))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("doesn't follow record 3");
    verifying.verify(second);
    assertThat(verifying.place()).isEqualTo(second.end());
    assertThatThrownBy(() -> verifying(archive).verify(second))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("doesn't follow record 0");
  }

  /** Signed by the broker as well, but of another sealing than the one that is registered. */
  @Test
  void pruningWantsTheManifestThatIsRegistered() throws Exception {
    SegmentArchive archive = new SegmentFiles(folder);
    SegmentManifest registered = sealed(archive, Chain.START, SegmentManifest.NONE, 1, 3);
    sealed(archive, Chain.START, "ab".repeat(32), 1, 3);
    assertThatThrownBy(() -> verifying(archive).verify(registered))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("its manifest is another one there");
  }

  private void givesBack(SegmentArchive archive) throws IOException {
    SegmentManifest wanted = sealed(archive, Chain.START, SegmentManifest.NONE, 1, 2);
    sealed(archive, wanted.end(), wanted.digest(), 3, 4);
    assertThat(archive.manifest(wanted)).isEqualTo(wanted.line());
    try (InputStream records = archive.records(wanted)) {
      assertThat(new String(records.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(Files.readString(file(wanted)));
    }
    SegmentManifest later = sealed(archive, Chain.START, "cd".repeat(32), 1, 2);
    assertThat(archive.manifest(wanted)).isEqualTo(later.line());

    SegmentManifest missing = segment(Chain.START, SegmentManifest.NONE, 1, 9);
    assertThatThrownBy(() -> archive.manifest(missing)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> archive.records(missing)).isInstanceOf(IOException.class);
  }

  private SegmentManifest sealed(
      SegmentArchive archive, Chain after, String previous, int first, int last)
      throws IOException {
    SegmentManifest manifest = segment(after, previous, first, last);
    archive.store(manifest, file(manifest));
    return manifest;
  }

  private SegmentManifest segment(Chain after, String previous, int first, int last)
      throws IOException {
    List<Line> lines = new ArrayList<>();
    String hash = after.hash();
    for (long number = first; number <= last; number++) {
      String body = "{\"at\":\"2026-01-01T00:00:00Z\",\"action\":\"test.done\"}";
      hash = Chain.hashAfter(hash, 1, number, body);
      lines.add(new Line(1, number, body, hash));
    }
    Path coming = work.resolve("coming");
    SegmentManifest manifest = SegmentWriting.write(coming, after, lines, previous, key);
    Files.write(file(manifest), Files.readAllBytes(coming));
    return manifest;
  }

  private Path file(SegmentManifest manifest) {
    return work.resolve(manifest.fileName());
  }

  private VerifyingArchive verifying(SegmentArchive archive) {
    return new VerifyingArchive(
        new SegmentArchives(List.of(archive)),
        CheckpointKey.of(key.publicKey()),
        Chain.START,
        new RowIndex());
  }

  private static SegmentArchive bucketArchive(LockedBucket bucket) {
    return new SegmentBucket(
        bucket.objects(),
        bucket.bucket(),
        "segments/",
        Duration.ofDays(30),
        InstantSource.system());
  }
}
