package dev.teambroker.server.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.aws.LockedObjects.Version;
import dev.teambroker.server.aws.MotoServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Checkpoints in a bucket with object lock, as moto keeps one. */
class CheckpointBucketTest {
  private static final TestCheckpointKey KEY = new TestCheckpointKey();
  private final Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS);
  private static MotoServer moto;

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
  void givesBackTheNewestAndLocksEach() throws Exception {
    LockedBucket bucket = LockedBucket.in(moto, "first");
    CheckpointBucket sink = sink(bucket);
    assertThat(sink.newest()).isEmpty();
    for (long number : new long[] {9, 10, 100}) {
      sink.keep(at(1, number));
    }
    sink.keep(at(2, 1));
    assertThat(sink.newest()).hasSize(4).first().isEqualTo(at(1, 9).line());
    assertThat(sink.newest()).last().isEqualTo(at(2, 1).line());

    Version newest = bucket.objects().versions(bucket.bucket(), "checkpoints/", 1).getFirst();
    HttpResponse<String> stored =
        bucket.plain("GET", "/" + newest.key() + "?versionId=" + newest.id(), "");
    assertThat(stored.headers().firstValue("x-amz-object-lock-mode")).contains("COMPLIANCE");
    assertThat(
            Instant.parse(
                stored.headers().firstValue("x-amz-object-lock-retain-until-date").orElseThrow()))
        .isBetween(now.plus(29, ChronoUnit.DAYS), now.plus(31, ChronoUnit.DAYS));
    assertThat(bucket.plain("DELETE", "/" + newest.key() + "?versionId=" + newest.id(), ""))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(403);
  }

  @Test
  void isNotDeceivedByMarksOfDeletionAndVersionsOnTop() throws Exception {
    LockedBucket bucket = LockedBucket.in(moto, "second");
    CheckpointBucket sink = sink(bucket);
    sink.keep(at(1, 1));
    sink.keep(at(1, 2));
    Version newest = bucket.objects().versions(bucket.bucket(), "checkpoints/", 1).getFirst();
    bucket.plain("DELETE", "/" + newest.key(), "");
    assertThat(sink.newest()).last().isEqualTo(at(1, 2).line());

    assertThat(bucket.plain("PUT", "/" + newest.key(), at(1, 1).line()).statusCode())
        .isEqualTo(200);
    assertThatThrownBy(sink::newest)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not what a broker keeps under that name");
  }

  @Test
  void takesNoOldOneUnderANewName() throws Exception {
    LockedBucket bucket = LockedBucket.in(moto, "third");
    CheckpointBucket sink = sink(bucket);
    sink.keep(at(1, 1));
    assertThat(bucket.plain("PUT", "/checkpoints/000.json", at(1, 1).line()).statusCode())
        .isEqualTo(200);
    assertThatThrownBy(sink::newest).isInstanceOf(IOException.class);
  }

  @Test
  void saysWhatS3SaysNoTo() throws Exception {
    CheckpointBucket none = sink(LockedBucket.missing(moto));
    assertThatThrownBy(none::newest).hasMessageContaining("NoSuchBucket");
    assertThatThrownBy(() -> none.keep(at(1, 1))).hasMessageContaining("404");
    CheckpointBucket unlocked = sink(LockedBucket.unlocked(moto, "unlocked"));
    assertThatThrownBy(() -> unlocked.keep(at(1, 1))).isInstanceOf(IOException.class);
  }

  private static CheckpointBucket sink(LockedBucket bucket) {
    return new CheckpointBucket(
        bucket.objects(), bucket.bucket(), "checkpoints/", Duration.ofDays(30));
  }

  private Checkpoint at(long epoch, long number) {
    return Checkpoint.of(new Chain(epoch, number, "0".repeat(64)), now, KEY);
  }
}
