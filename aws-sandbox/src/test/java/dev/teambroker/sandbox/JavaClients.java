package dev.teambroker.sandbox;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The AWS SDK for Java against an endpoint, as it comes but for the number of attempts. */
final class JavaClients {
  private JavaClients() {}

  static AwsCredentials credentials(SandboxKey key) {
    return AwsBasicCredentials.create(key.id(), key.secret());
  }

  static AwsCredentials credentials(Credentials session) {
    return AwsSessionCredentials.create(
        session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
  }

  static StsClient sts(URI endpoint, AwsCredentials credentials) {
    return StsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .overrideConfiguration(all -> all.retryStrategy(retry -> retry.maxAttempts(1)))
        .build();
  }

  /** The region says for where it signs: with an endpoint of ours "aws-global" would be signed. */
  static IamClient iam(URI endpoint, AwsCredentials credentials) {
    return IamClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .overrideConfiguration(all -> all.retryStrategy(retry -> retry.maxAttempts(1)))
        .build();
  }
}
