package dev.teambroker.server.aws;

import dev.teambroker.sandbox.Sandbox;
import dev.teambroker.sandbox.SandboxOidcProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A broker that is the role {@code broker} of the sandbox's account, by a pod's web identity. */
public final class SandboxIdentity {
  public static final String ROLE = "arn:aws:iam::" + Sandbox.ACCOUNT + ":role/broker";
  private static final String POD = "system:serviceaccount:broker:broker";

  private SandboxIdentity() {}

  /** The variables that such a pod has; the role may do nothing yet. */
  public static Map<String, String> of(Sandbox aws) {
    SandboxOidcProvider cluster =
        aws.oidcProvider("https://oidc.example.com/cluster", "sts.amazonaws.com");
    aws.role("broker").trusting(cluster, POD);
    try {
      Path token = Files.createTempFile("web-identity", "");
      token.toFile().deleteOnExit();
      Files.writeString(token, cluster.token(POD, "sts.amazonaws.com", Duration.ofDays(7)) + "\n");
      return Map.of("AWS_ROLE_ARN", ROLE, "AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
