package dev.teambroker.server.audit.checkpoint;

import dev.teambroker.server.web.SettingCheck;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the trail's signed head is kept.
 *
 * @param file to which a line is appended each time, outside of the data directory and best on
 *     another disk; default is the data directory's own name with {@code -checkpoints.jsonl},
 *     beside it
 * @param every the longest time between two; it is written twice as often, and a broker whose last
 *     one is older isn't ready
 */
@ConfigurationProperties("broker.audit.checkpoints")
record CheckpointProperties(@Nullable Path file, @DefaultValue("60s") Duration every) {
  CheckpointProperties {
    if (every.compareTo(Duration.ofSeconds(2)) < 0 || every.compareTo(Duration.ofHours(1)) > 0) {
      throw SettingCheck.wrong(
          "broker.audit.checkpoints.every", "a duration from 2s to 1h, such as 60s");
    }
  }
}
