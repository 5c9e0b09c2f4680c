package dev.teambroker.server.aws;

import dev.teambroker.server.web.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * Objects of S3 that nobody can replace or remove before their time (object lock, compliance mode),
 * by the broker's own identity. Each call is sent once. Thread-safe.
 */
@Component
public class LockedObjects {
  private final S3Http http;
  private final AwsEndpoints endpoints;
  private final BrokerIdentity identity;

  /** A bucket with versions and object lock. */
  public record Bucket(String name, String region) {}

  /** One version of an object. */
  public record Version(String key, String id) {}

  LockedObjects(S3Http http, AwsEndpoints endpoints, BrokerIdentity identity) {
    this.http = http;
    this.endpoints = endpoints;
    this.identity = identity;
  }

  /**
   * Stores an object that can't be removed until then.
   *
   * @param key of letters, digits, {@code - _ . /}
   */
  public void put(Bucket bucket, String key, byte[] content, Instant retainUntil)
      throws IOException {
    S3Http.Call call =
        new S3Http.Call(SdkHttpMethod.PUT, "/" + bucket.name() + "/" + key, content)
            .header("Content-Type", "application/x-ndjson")
            .header("Content-MD5", md5(content))
            .header("x-amz-object-lock-mode", "COMPLIANCE")
            .header(
                "x-amz-object-lock-retain-until-date",
                retainUntil.truncatedTo(ChronoUnit.SECONDS).toString());
    send(bucket, call);
  }

  /**
   * The first versions below a prefix, by the names of their objects; marks of deletion hide none.
   *
   * @throws IOException also when there are so many marks that none of the versions is seen
   */
  public List<Version> versions(Bucket bucket, String prefix, int most) throws IOException {
    S3Http.Call call =
        new S3Http.Call(SdkHttpMethod.GET, "/" + bucket.name(), new byte[0])
            .query("versions", "")
            .query("prefix", prefix)
            .query("max-keys", Integer.toString(most));
    VersionList list = VersionList.parse(send(bucket, call));
    if (list.versions().isEmpty() && list.isTruncated()) {
      throw new IOException("marks of deletion hide what is in " + bucket.name() + "/" + prefix);
    }
    return list.versions();
  }

  public byte[] get(Bucket bucket, Version version) throws IOException {
    S3Http.Call call =
        new S3Http.Call(SdkHttpMethod.GET, "/" + bucket.name() + "/" + version.key(), new byte[0])
            .query("versionId", version.id());
    return send(bucket, call);
  }

  private byte[] send(Bucket bucket, S3Http.Call call) throws IOException {
    return switch (identity.key()) {
      case Outcome.Refused<AwsKey> refused -> throw new IOException(refused.detail());
      case Outcome.Done<AwsKey>(AwsKey key) -> {
        try (key) {
          yield http.send(endpoints.s3(bucket.region()), call, key);
        } catch (UncheckedIOException e) {
          throw e.getCause();
        }
      }
    };
  }

  /** S3 wants one with an object lock; it protects against nothing but a broken line. */
  private static String md5(byte[] content) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
