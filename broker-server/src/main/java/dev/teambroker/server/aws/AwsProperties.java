package dev.teambroker.server.aws;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code broker.aws.*}.
 *
 * @param identity who the broker itself is at AWS: none, instance (IMDSv2), container ({@code
 *     AWS_CONTAINER_CREDENTIALS_*}) or web-identity ({@code AWS_ROLE_ARN} with {@code
 *     AWS_WEB_IDENTITY_TOKEN_FILE}); management roles are assumed by it
 * @param sandboxEndpoint every call goes there; with {@code broker.mode=sandbox} alone
 * @param stsRegions by partition, the regions whose STS is asked, in order; missing: the defaults
 * @param connectTimeout for the TCP and TLS handshake
 * @param callTimeout for one attempt, from the first byte sent to the last one received
 * @param maximumConnections kept open to AWS at once
 */
@ConfigurationProperties("broker.aws")
public record AwsProperties(
    @DefaultValue("none") IdentitySource identity,
    @Nullable URI sandboxEndpoint,
    @DefaultValue Map<String, List<String>> stsRegions,
    @DefaultValue("2s") Duration connectTimeout,
    @DefaultValue("8s") Duration callTimeout,
    @DefaultValue("200") int maximumConnections) {
  public AwsProperties {
    stsRegions = Map.copyOf(stsRegions);
    stsRegions.forEach(AwsProperties::check);
    if (maximumConnections < 1) {
      throw new IllegalArgumentException("broker.aws.maximum-connections takes 1 or more");
    }
    positive("connect-timeout", connectTimeout);
    positive("call-timeout", callTimeout);
  }

  private static void check(String partition, List<String> regions) {
    if (Partition.ofCode(partition).isEmpty() || regions.isEmpty()) {
      throw new IllegalArgumentException(
          "broker.aws.sts-regions takes, by partition (aws, aws-us-gov, aws-cn, aws-eusc), at least"
              + " one region");
    }
  }

  private static void positive(String property, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(
          "broker.aws." + property + " takes a duration above zero, such as 8s");
    }
  }
}
