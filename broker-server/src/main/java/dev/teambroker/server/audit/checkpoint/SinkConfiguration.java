package dev.teambroker.server.audit.checkpoint;

import dev.teambroker.server.aws.LockedObjects;
import dev.teambroker.server.database.DataDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The file, and the other sinks that are configured. */
@Configuration(proxyBeanMethods = false)
class SinkConfiguration {
  @Bean
  CheckpointSinks checkpointSinks(
      CheckpointProperties file,
      HttpsSettings https,
      BucketSettings s3,
      DataDirectory directory,
      ObjectProvider<LockedObjects> objects) {
    List<CheckpointSink> sinks = new ArrayList<>();
    sinks.add(
        new CheckpointFile(
            Objects.requireNonNullElseGet(file.file(), () -> beside(directory.path()))));
    if (https.url() != null) {
      sinks.add(new CheckpointAddress(https));
    }
    if (s3.bucket() != null) {
      sinks.add(
          new CheckpointBucket(
              objects.getObject(),
              new LockedObjects.Bucket(s3.bucket(), s3.region()),
              s3.prefix(),
              s3.retain()));
    }
    return new CheckpointSinks(sinks);
  }

  private static Path beside(Path data) {
    return data.resolveSibling(data.getFileName() + "-checkpoints.jsonl");
  }
}
