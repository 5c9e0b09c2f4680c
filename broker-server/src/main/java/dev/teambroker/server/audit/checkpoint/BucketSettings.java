package dev.teambroker.server.audit.checkpoint;

import dev.teambroker.server.web.SettingCheck;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A bucket of S3 with object lock that keeps checkpoints, besides the file; the broker is there who
 * {@code broker.aws.identity} says.
 *
 * @param bucket its name; versioned, with object lock enabled; not set: none
 * @param region where it is
 * @param prefix what the objects' names begin with
 * @param retain for how long nobody, the account's root included, can remove one (compliance mode)
 */
@ConfigurationProperties("broker.audit.checkpoints.s3")
record BucketSettings(
    @Nullable String bucket,
    @DefaultValue("us-east-1") String region,
    @DefaultValue("checkpoints/") String prefix,
    @DefaultValue("90d") Duration retain) {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern REGION = Pattern.compile("[a-z]{2,5}(-[a-z]+)+-[0-9]{1,2}");
  private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9_-]+/){1,20}");

  BucketSettings {
    SettingCheck.of("broker.audit.checkpoints.s3")
        .that(bucket == null || BUCKET.matcher(bucket).matches(), "bucket", "a bucket's name")
        .that(REGION.matcher(region).matches(), "region", "a region such as eu-central-1")
        .that(
            PREFIX.matcher(prefix).matches(),
            "prefix",
            "letters, digits, - and _ in folders, each ended by /, such as checkpoints/")
        .that(
            retain.compareTo(Duration.ofDays(1)) >= 0
                && retain.compareTo(Duration.ofDays(36500)) <= 0,
            "retain",
            "a duration from 1d to 36500d, such as 90d");
  }
}
