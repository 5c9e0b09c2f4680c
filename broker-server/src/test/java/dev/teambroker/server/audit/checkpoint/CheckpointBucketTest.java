package dev.teambroker.server.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.aws.LockedObjects;
import dev.teambroker.server.aws.LockedObjects.Bucket;
import dev.teambroker.server.aws.LockedObjects.Version;
import dev.teambroker.server.aws.TestAws;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
  private static final String SOMEBODY =
      "AWS4-HMAC-SHA256 Credential=AKIASOMEBODY/20260101/us-east-1/s3/aws4_request,"
          + " SignedHeaders=host, Signature=0";
  private static MotoServer moto;
  private static LockedObjects objects;

  @BeforeAll
  static void start() {
    moto = new MotoServer();
    objects = TestAws.lockedObjects(moto.url());
  }

  @AfterAll
  static void close() {
    if (moto != null) {
      moto.close();
    }
  }

  @Test
  void givesBackTheNewestAndLocksEach() throws Exception {
    Bucket bucket = bucket("first", true);
    CheckpointBucket sink = sink(bucket);
    assertThat(sink.newest()).isEmpty();
    for (long number : new long[] {9, 10, 100}) {
      sink.keep(at(1, number));
    }
    sink.keep(at(2, 1));
    assertThat(sink.newest()).hasSize(4).first().isEqualTo(at(1, 9).line());
    assertThat(sink.newest()).last().isEqualTo(at(2, 1).line());

    Version newest = objects.versions(bucket, "checkpoints/", 1).getFirst();
    HttpResponse<String> stored =
        plain("GET", bucket, "/" + newest.key() + "?versionId=" + newest.id(), "");
    assertThat(stored.headers().firstValue("x-amz-object-lock-mode")).contains("COMPLIANCE");
    assertThat(
            Instant.parse(
                stored.headers().firstValue("x-amz-object-lock-retain-until-date").orElseThrow()))
        .isBetween(now.plus(29, ChronoUnit.DAYS), now.plus(31, ChronoUnit.DAYS));
    assertThat(plain("DELETE", bucket, "/" + newest.key() + "?versionId=" + newest.id(), ""))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(403);
  }

  @Test
  void isNotDeceivedByMarksOfDeletionAndVersionsOnTop() throws Exception {
    Bucket bucket = bucket("second", true);
    CheckpointBucket sink = sink(bucket);
    sink.keep(at(1, 1));
    sink.keep(at(1, 2));
    Version newest = objects.versions(bucket, "checkpoints/", 1).getFirst();
    plain("DELETE", bucket, "/" + newest.key(), "");
    assertThat(sink.newest()).last().isEqualTo(at(1, 2).line());

    assertThat(plain("PUT", bucket, "/" + newest.key(), at(1, 1).line()).statusCode())
        .isEqualTo(200);
    assertThatThrownBy(sink::newest)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not what a broker keeps under that name");
  }

  @Test
  void takesNoOldOneUnderANewName() throws Exception {
    Bucket bucket = bucket("third", true);
    CheckpointBucket sink = sink(bucket);
    sink.keep(at(1, 1));
    assertThat(plain("PUT", bucket, "/checkpoints/000.json", at(1, 1).line()).statusCode())
        .isEqualTo(200);
    assertThatThrownBy(sink::newest).isInstanceOf(IOException.class);
  }

  @Test
  void saysWhatS3SaysNoTo() throws Exception {
    CheckpointBucket none = sink(new Bucket("no-such-bucket", "us-east-1"));
    assertThatThrownBy(none::newest).hasMessageContaining("NoSuchBucket");
    assertThatThrownBy(() -> none.keep(at(1, 1))).hasMessageContaining("404");
    CheckpointBucket unlocked = sink(bucket("unlocked", false));
    assertThatThrownBy(() -> unlocked.keep(at(1, 1))).isInstanceOf(IOException.class);
  }

  private static CheckpointBucket sink(Bucket bucket) {
    return new CheckpointBucket(objects, bucket, "checkpoints/", Duration.ofDays(30));
  }

  private Checkpoint at(long epoch, long number) {
    return Checkpoint.of(new Chain(epoch, number, "0".repeat(64)), now, KEY);
  }

  private static Bucket bucket(String name, boolean locked) throws Exception {
    Bucket bucket = new Bucket(name, "us-east-1");
    HttpResponse<String> made =
        plain(
            "PUT", bucket, "", "", locked ? "x-amz-bucket-object-lock-enabled" : "x-none", "true");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    return bucket;
  }

  /** Somebody else's request; moto asks nobody for a signature. */
  private static HttpResponse<String> plain(
      String method, Bucket bucket, String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(moto.url().resolve("/" + bucket.name() + path))
            .method(method, BodyPublishers.ofString(body))
            .header("Authorization", SOMEBODY);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }
}
