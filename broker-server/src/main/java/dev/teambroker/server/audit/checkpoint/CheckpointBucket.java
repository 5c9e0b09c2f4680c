package dev.teambroker.server.audit.checkpoint;

import dev.teambroker.server.aws.LockedObjects;
import dev.teambroker.server.aws.LockedObjects.Bucket;
import dev.teambroker.server.aws.LockedObjects.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A bucket whose objects nobody can replace or remove before their time. An object's name is made
 * of its content and sorts the newest first: so an old one under a new name is noticed, and a mark
 * of deletion hides none, as versions are listed and not objects.
 */
final class CheckpointBucket implements CheckpointSink {
  private static final int MOST = 20;

  private final LockedObjects objects;
  private final Bucket bucket;
  private final String prefix;
  private final Duration retain;

  CheckpointBucket(LockedObjects objects, Bucket bucket, String prefix, Duration retain) {
    this.objects = objects;
    this.bucket = bucket;
    this.prefix = prefix;
    this.retain = retain;
  }

  @Override
  public String place() {
    return "s3://" + bucket.name() + "/" + prefix;
  }

  @Override
  public List<String> newest() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Version version : objects.versions(bucket, prefix, MOST)) {
      String line = new String(objects.get(bucket, version), StandardCharsets.UTF_8).strip();
      if (Checkpoint.read(line).filter(read -> nameOf(read).equals(version.key())).isEmpty()) {
        throw new IOException(version.key() + " is not what a broker keeps under that name");
      }
      lines.add(line);
    }
    return lines.reversed();
  }

  @Override
  public void keep(Checkpoint checkpoint) throws IOException {
    objects.put(
        bucket,
        nameOf(checkpoint),
        (checkpoint.line() + "\n").getBytes(StandardCharsets.UTF_8),
        checkpoint.at().plus(retain));
  }

  private String nameOf(Checkpoint checkpoint) {
    return "%s%019d-%019d-%019d.json"
        .formatted(
            prefix,
            Long.MAX_VALUE - checkpoint.epoch(),
            Long.MAX_VALUE - checkpoint.number(),
            Long.MAX_VALUE - checkpoint.at().toEpochMilli());
  }
}
