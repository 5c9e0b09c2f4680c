package dev.teambroker.server.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.server.web.BrokerSettings;
import dev.teambroker.server.web.Mode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AwsEndpointsTest {
  private static final BrokerSettings PRODUCTION = new BrokerSettings(Mode.PRODUCTION, null);
  private static final BrokerSettings SANDBOX = new BrokerSettings(Mode.SANDBOX, null);

  @Test
  void asksRegionalStsInTheOrderOfThePartition() {
    AwsEndpoints endpoints = new AwsEndpoints(properties(null, Map.of()), PRODUCTION);
    assertThat(hosts(endpoints, Partition.AWS))
        .containsExactly(
            "sts.us-east-1.amazonaws.com",
            "sts.us-west-2.amazonaws.com",
            "sts.eu-central-1.amazonaws.com");
    assertThat(hosts(endpoints, Partition.AWS_CN))
        .containsExactly("sts.cn-north-1.amazonaws.com.cn", "sts.cn-northwest-1.amazonaws.com.cn");
    assertThat(hosts(endpoints, Partition.AWS_US_GOV))
        .containsExactly("sts.us-gov-west-1.amazonaws.com", "sts.us-gov-east-1.amazonaws.com");
    assertThat(hosts(endpoints, Partition.AWS_EUSC))
        .containsExactly("sts.eusc-de-east-1.amazonaws.eu");
    assertThat(endpoints.sts(Partition.AWS).getLast().signingRegion()).isEqualTo("eu-central-1");
  }

  @Test
  void findsIamOfEachPartitionAndItsSigningRegion() {
    AwsEndpoints endpoints = new AwsEndpoints(properties(null, Map.of()), PRODUCTION);
    assertThat(endpoints.iam(Partition.AWS))
        .isEqualTo(
            new AwsEndpoint(Partition.AWS, URI.create("https://iam.amazonaws.com"), "us-east-1"));
    assertThat(endpoints.iam(Partition.AWS_US_GOV))
        .isEqualTo(
            new AwsEndpoint(
                Partition.AWS_US_GOV,
                URI.create("https://iam.us-gov.amazonaws.com"),
                "us-gov-west-1"));
    assertThat(endpoints.iam(Partition.AWS_CN))
        .isEqualTo(
            new AwsEndpoint(
                Partition.AWS_CN,
                URI.create("https://iam.cn-north-1.amazonaws.com.cn"),
                "cn-north-1"));
    assertThat(endpoints.iam(Partition.AWS_EUSC).url())
        .isEqualTo(URI.create("https://iam.eusc-de-east-1.amazonaws.eu"));
  }

  @Test
  void takesTheConfiguredRegions() {
    AwsEndpoints endpoints =
        new AwsEndpoints(properties(null, Map.of("aws", List.of("eu-west-1"))), PRODUCTION);
    assertThat(hosts(endpoints, Partition.AWS)).containsExactly("sts.eu-west-1.amazonaws.com");
  }

  @Test
  void refusesAnotherEndpointInProduction() {
    URI other = URI.create("http://127.0.0.1:4566");
    assertThatThrownBy(() -> new AwsEndpoints(properties(other, Map.of()), PRODUCTION))
        .hasMessageContaining("broker.aws.sandbox-endpoint");
    assertThatThrownBy(() -> new AwsEndpoints(properties(null, Map.of()), SANDBOX))
        .hasMessageContaining("broker.aws.sandbox-endpoint");
    assertThat(new AwsEndpoints(properties(other, Map.of()), SANDBOX).iam(Partition.AWS).url())
        .isEqualTo(other);
  }

  @Test
  void refusesRegionsOfAnUnknownPartition() {
    assertThatThrownBy(() -> properties(null, Map.of("mars", List.of("olympus-1"))))
        .hasMessageContaining("broker.aws.sts-regions");
  }

  private static List<String> hosts(AwsEndpoints endpoints, Partition partition) {
    return endpoints.sts(partition).stream().map(endpoint -> endpoint.url().getHost()).toList();
  }

  private static AwsProperties properties(
      @Nullable URI sandbox, Map<String, List<String>> stsRegions) {
    return new AwsProperties(
        IdentitySource.NONE, sandbox, stsRegions, Duration.ofSeconds(1), Duration.ofSeconds(1), 10);
  }
}
