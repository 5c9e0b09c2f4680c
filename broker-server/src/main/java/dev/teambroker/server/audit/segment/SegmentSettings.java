package dev.teambroker.server.audit.segment;

import dev.teambroker.server.web.SettingCheck;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The trail in sealed segments.
 *
 * @param directory where they are archived, the same for every replica; not set: nothing is sealed,
 *     and so nothing can be pruned
 * @param s3 whether they go to the bucket of {@code broker.audit.checkpoints.s3} as well
 * @param records so many make a segment; at least two, as each segment's record is one more
 * @param every what is older makes one, however few
 */
@ConfigurationProperties("broker.audit.segments")
record SegmentSettings(
    @Nullable Path directory,
    @DefaultValue("false") boolean s3,
    @DefaultValue("50000") int records,
    @DefaultValue("1d") Duration every) {
  SegmentSettings {
    SettingCheck.of("broker.audit.segments")
        .that(records >= 2 && records <= 100_000, "records", "a number from 2 to 100000")
        .that(every.compareTo(Duration.ofMinutes(1)) >= 0, "every", "1m or more, such as 1d");
  }
}
