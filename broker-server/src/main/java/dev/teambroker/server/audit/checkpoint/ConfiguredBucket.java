package dev.teambroker.server.audit.checkpoint;

import dev.teambroker.server.aws.LockedObjects;
import dev.teambroker.server.aws.LockedObjects.Bucket;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The bucket with object lock, where one is configured; segments go there as well. */
@Component
public class ConfiguredBucket {
  private final BucketSettings settings;
  private final ObjectProvider<LockedObjects> objects;

  /** Which one it is, and for how long nobody removes anything from it. */
  public record Place(LockedObjects objects, Bucket bucket, Duration retain) {}

  ConfiguredBucket(BucketSettings settings, ObjectProvider<LockedObjects> objects) {
    this.settings = settings;
    this.objects = objects;
  }

  public Optional<Place> place() {
    return Optional.ofNullable(settings.bucket())
        .map(name -> new Bucket(name, settings.region()))
        .map(bucket -> new Place(objects.getObject(), bucket, settings.retain()));
  }

  String prefix() {
    return settings.prefix();
  }
}
