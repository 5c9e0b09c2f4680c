package dev.teambroker.server.aws;

import dev.teambroker.server.web.BrokerSettings;
import dev.teambroker.server.web.Mode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.awscore.endpoints.AwsEndpointAttribute;
import software.amazon.awssdk.awscore.endpoints.authscheme.SigV4AuthScheme;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.services.iam.endpoints.IamEndpointProvider;
import software.amazon.awssdk.services.sts.endpoints.StsEndpointProvider;

/**
 * AWS's endpoints, from the SDK's own rules and from nowhere else: environment variables and
 * profiles don't reach them. Another one is taken in sandbox mode alone.
 */
@Component
class AwsEndpoints {
  private static final Logger LOG = LoggerFactory.getLogger(AwsEndpoints.class);

  private final AwsProperties properties;
  private final Map<Partition, List<AwsEndpoint>> sts = new ConcurrentHashMap<>();

  AwsEndpoints(AwsProperties properties, BrokerSettings broker) {
    this.properties = properties;
    boolean sandbox = broker.mode() == Mode.SANDBOX;
    if (properties.sandboxEndpoint() != null && !sandbox) {
      throw new IllegalArgumentException(
          "broker.aws.sandbox-endpoint is taken with broker.mode=sandbox alone");
    }
    if (properties.sandboxEndpoint() == null && sandbox) {
      throw new IllegalArgumentException(
          "broker.mode=sandbox needs broker.aws.sandbox-endpoint, such as http://127.0.0.1:4566");
    }
    if (sandbox) {
      LOG.warn("SANDBOX MODE: every AWS call goes to {}, not to AWS", properties.sandboxEndpoint());
    }
  }

  /** STS in the partition's regions, in the order in which they are asked. */
  List<AwsEndpoint> sts(Partition partition) {
    return sts.computeIfAbsent(partition, this::stsOf);
  }

  private List<AwsEndpoint> stsOf(Partition partition) {
    return properties.stsRegions().getOrDefault(partition.code(), partition.stsRegions()).stream()
        .map(region -> sts(partition, region))
        .toList();
  }

  AwsEndpoint iam(Partition partition) {
    Region region = Region.of(partition.iamRegion());
    return endpoint(
        partition,
        IamEndpointProvider.defaultProvider().resolveEndpoint(params -> params.region(region)),
        partition.iamRegion());
  }

  /** CloudTrail where IAM's events are. */
  AwsEndpoint cloudTrail(Partition partition) {
    String region = iam(partition).signingRegion();
    URI sandbox = properties.sandboxEndpoint();
    URI url =
        URI.create("https://" + ServiceMetadata.of("cloudtrail").endpointFor(Region.of(region)));
    return new AwsEndpoint(partition, sandbox == null ? url : sandbox, region);
  }

  /** S3 of a region, which takes the bucket in the path. */
  AwsEndpoint s3(String region) {
    return regional("s3", region);
  }

  AwsEndpoint kms(String region) {
    return regional("kms", region);
  }

  private AwsEndpoint regional(String service, String region) {
    Region where = Region.of(region);
    Partition partition =
        Partition.ofCode(PartitionMetadata.of(where).id())
            .orElseThrow(() -> new IllegalArgumentException(region + " is in no known partition"));
    URI sandbox = properties.sandboxEndpoint();
    URI url = URI.create("https://" + ServiceMetadata.of(service).endpointFor(where));
    return new AwsEndpoint(partition, sandbox == null ? url : sandbox, region);
  }

  private AwsEndpoint sts(Partition partition, String region) {
    return endpoint(
        partition,
        StsEndpointProvider.defaultProvider()
            .resolveEndpoint(params -> params.region(Region.of(region)).useGlobalEndpoint(false)),
        region);
  }

  private AwsEndpoint endpoint(
      Partition partition, CompletableFuture<Endpoint> resolved, String region) {
    Endpoint endpoint = resolved.join();
    URI sandbox = properties.sandboxEndpoint();
    return new AwsEndpoint(
        partition,
        sandbox == null ? endpoint.endpointUrl().toUri() : sandbox,
        signingRegion(endpoint, region));
  }

  private static String signingRegion(Endpoint endpoint, String region) {
    var schemes = endpoint.attribute(AwsEndpointAttribute.AUTH_SCHEMES);
    if (schemes == null) {
      return region;
    }
    return schemes.stream()
        .filter(SigV4AuthScheme.class::isInstance)
        .map(scheme -> ((SigV4AuthScheme) scheme).signingRegion())
        .findFirst()
        .orElse(region);
  }
}
