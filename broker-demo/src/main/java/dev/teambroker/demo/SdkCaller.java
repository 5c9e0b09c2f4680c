package dev.teambroker.demo;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * A program of its own that uses the AWS SDK for Java as any tool would: the profile names a {@code
 * credential_process}, the SDK runs it. Arguments: profile, endpoint. Prints the caller's ARN.
 */
final class SdkCaller {
  private SdkCaller() {}

  public static void main(String[] args) {
    try (ProfileCredentialsProvider profile = ProfileCredentialsProvider.create(args[0]);
        StsClient sts =
            StsClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(profile)
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create(args[1]))
                .build()) {
      System.out.println(sts.getCallerIdentity().arn());
    }
  }
}
