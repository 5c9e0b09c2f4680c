package dev.teambroker.server.audit.checkpoint;

import dev.teambroker.server.database.DataDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The file, and the other sinks that are configured. */
@Configuration(proxyBeanMethods = false)
class SinkConfiguration {
  @Bean
  CheckpointSinks checkpointSinks(
      CheckpointProperties file,
      HttpsSettings https,
      ConfiguredBucket s3,
      DataDirectory directory) {
    List<CheckpointSink> sinks = new ArrayList<>();
    sinks.add(
        new CheckpointFile(
            Objects.requireNonNullElseGet(file.file(), () -> beside(directory.path()))));
    if (https.url() != null) {
      sinks.add(new CheckpointAddress(https));
    }
    s3.place()
        .ifPresent(
            place ->
                sinks.add(
                    new CheckpointBucket(
                        place.objects(), place.bucket(), s3.prefix(), place.retain())));
    return new CheckpointSinks(sinks);
  }

  private static Path beside(Path data) {
    return data.resolveSibling(data.getFileName() + "-checkpoints.jsonl");
  }
}
