package dev.teambroker.server.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.aws.LockedObjects;
import dev.teambroker.server.aws.LockedObjects.Bucket;
import dev.teambroker.server.aws.LockedObjects.Version;
import dev.teambroker.server.aws.MotoServer;
import dev.teambroker.server.aws.TestAws;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** A bucket of moto's, as the broker reaches it and as somebody else does. */
public final class LockedBucket {
  private static final String SOMEBODY =
      "AWS4-HMAC-SHA256 Credential=AKIASOMEBODY/20260101/us-east-1/s3/aws4_request,"
          + " SignedHeaders=host, Signature=0";

  private final MotoServer moto;
  private final Bucket bucket;

  private LockedBucket(MotoServer moto, String name) {
    this.moto = moto;
    this.bucket = new Bucket(name, "us-east-1");
  }

  /** A new one with object lock. */
  public static LockedBucket in(MotoServer moto, String name) throws Exception {
    return new LockedBucket(moto, name).make("x-amz-bucket-object-lock-enabled");
  }

  /** A new one without. */
  static LockedBucket unlocked(MotoServer moto, String name) throws Exception {
    return new LockedBucket(moto, name).make("x-none");
  }

  static LockedBucket missing(MotoServer moto) {
    return new LockedBucket(moto, "no-such-bucket");
  }

  private LockedBucket make(String header) throws Exception {
    HttpResponse<String> made = plain("PUT", "", "", header, "true");
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    return this;
  }

  public LockedObjects objects() {
    return TestAws.lockedObjects(moto.url());
  }

  public Bucket bucket() {
    return bucket;
  }

  /** Somebody tries to remove whatever is in it; the statuses that S3 gives him. */
  public List<Integer> removeEachVersion() throws IOException, InterruptedException {
    List<Integer> statuses = new ArrayList<>();
    for (Version each : objects().versions(bucket, "", 100)) {
      statuses.add(plain("DELETE", "/" + each.key() + "?versionId=" + each.id(), "").statusCode());
    }
    return statuses;
  }

  /** Somebody else's request; moto asks nobody for a signature. */
  HttpResponse<String> plain(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
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
