package dev.teambroker.server.audit.segment;

import dev.teambroker.server.aws.LockedObjects;
import dev.teambroker.server.aws.LockedObjects.Bucket;
import dev.teambroker.server.aws.LockedObjects.Version;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** A bucket with object lock: for as long as that holds, nobody removes a segment from it. */
final class SegmentBucket implements SegmentArchive {
  private final LockedObjects objects;
  private final Bucket bucket;
  private final String prefix;
  private final Duration retain;
  private final InstantSource clock;

  SegmentBucket(
      LockedObjects objects, Bucket bucket, String prefix, Duration retain, InstantSource clock) {
    this.objects = objects;
    this.bucket = bucket;
    this.prefix = prefix;
    this.retain = retain;
    this.clock = clock;
  }

  @Override
  public String place() {
    return "s3://" + bucket.name() + "/" + prefix;
  }

  @Override
  public void store(SegmentManifest manifest, Path records) throws IOException {
    put(name(manifest, ""), Files.readAllBytes(records));
    put(
        name(manifest, ".manifest.json"),
        (manifest.line() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void put(String key, byte[] content) throws IOException {
    objects.put(bucket, key, content, clock.instant().plus(retain));
  }

  @Override
  public String manifest(SegmentManifest wanted) throws IOException {
    return new String(newest(name(wanted, ".manifest.json")), StandardCharsets.UTF_8).strip();
  }

  @Override
  public InputStream records(SegmentManifest wanted) throws IOException {
    return new ByteArrayInputStream(newest(name(wanted, "")));
  }

  private byte[] newest(String key) throws IOException {
    Version version =
        objects.versions(bucket, key, 2).stream()
            .filter(found -> found.key().equals(key))
            .findFirst()
            .orElseThrow(() -> new FileNotFoundException(key));
    return objects.get(bucket, version);
  }

  private String name(SegmentManifest manifest, String ending) {
    return prefix + manifest.fileName() + ending;
  }
}
