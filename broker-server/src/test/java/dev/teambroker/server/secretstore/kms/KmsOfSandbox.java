package dev.teambroker.server.secretstore.kms;

import dev.teambroker.sandbox.Sandbox;
import dev.teambroker.sandbox.SandboxKmsKey;
import dev.teambroker.server.aws.SandboxIdentity;
import dev.teambroker.server.aws.TestAws;
import dev.teambroker.server.secretstore.KeySource;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.context.support.GenericApplicationContext;

/** KMS in the sandbox, with keys under the policy that the ceremony prints. */
public final class KmsOfSandbox {
  private static final String REGION = "eu-central-1";

  private KmsOfSandbox() {}

  /** A key that its administrator has made as the ceremony says. */
  public static SandboxKmsKey key(Sandbox aws) {
    aws.role("admin");
    String policy = new KmsPlan(REGION + ":" + Sandbox.ACCOUNT).keyPolicy();
    return aws.kmsKey(REGION)
        .withPolicy(
            policy.replace("role/ADMIN", "role/admin").replace("role/BROKER", "role/broker"));
  }

  /** As configured. */
  public static String name(SandboxKmsKey key) {
    return "kms:" + key.arn();
  }

  static KeySource source(Sandbox aws, String name, Duration timeout) {
    return source(aws.endpoint(), SandboxIdentity.of(aws), name, timeout);
  }

  /** Where this address leads to. */
  static KeySource source(
      URI endpoint, Map<String, String> identity, String name, Duration timeout) {
    return new KmsBackend(new KmsSettings(timeout, 8), TestAws.keyManagement(endpoint, identity))
        .source(name);
  }

  static KeySource source(URI endpoint, String name) {
    return new KmsBackend(
            new KmsSettings(Duration.ofSeconds(20), 8), TestAws.keyManagement(endpoint))
        .source(name);
  }

  /** Gives a broker that role. */
  public static Consumer<GenericApplicationContext> identity(Sandbox aws) {
    return dev.teambroker.server.aws.TestVariables.of(SandboxIdentity.of(aws))::replaceThoseOf;
  }
}
