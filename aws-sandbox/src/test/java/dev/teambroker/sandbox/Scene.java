package dev.teambroker.sandbox;

import java.time.Duration;
import java.time.Instant;

/** A sandbox with a user who may do everything, and what most tests need of him. */
final class Scene implements AutoCloseable {
  static final String ALLOW_ALL =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}""";

  final Sandbox aws = Sandbox.start();
  final SandboxUser anna = aws.user("anna").withPolicy("all", ALLOW_ALL);
  final SandboxKey annasKey = anna.key();
  final SandboxMfaDevice device = anna.mfaDevice("anna");
  final RawCredentials key = RawCredentials.of(annasKey);

  RawCall sts(String action) {
    return RawCall.sts(aws, key, action);
  }

  RawCall iam(String action) {
    return RawCall.iam(aws, key, action);
  }

  RawCall kms(String operation, String json) {
    return RawCall.kms(aws, key, operation, json);
  }

  /** AssumeRole with all that it needs. */
  RawCall assumeRole(SandboxRole role) {
    return assumeRole(role, key);
  }

  RawCall assumeRole(SandboxRole role, RawCredentials by) {
    return RawCall.sts(aws, by, "AssumeRole")
        .with("RoleArn", role.arn())
        .with("RoleSessionName", "anna-at-work");
  }

  /** A role that trusts anna and may do everything. */
  SandboxRole role() {
    return aws.role("Deploy").trusting(anna).withPolicy("all", ALLOW_ALL);
  }

  RawCredentials roleSession() {
    return RawCredentials.of(assumeRole(role()).send().ok());
  }

  RawCredentials userSession() {
    return RawCredentials.of(sts("GetSessionToken").send().ok());
  }

  RawCredentials userSessionWithMfa() {
    return RawCredentials.of(
        sts("GetSessionToken")
            .with("SerialNumber", device.arn())
            .with("TokenCode", device.code())
            .send()
            .ok());
  }

  RawCredentials federation() {
    return RawCredentials.of(
        sts("GetFederationToken").with("Name", "anna").with("Policy", ALLOW_ALL).send().ok());
  }

  /** A code that the device doesn't show now, nor a step before or after. */
  String wrongCode() {
    Instant now = aws.clock().instant();
    for (int code = 0; ; code++) {
      String text = "%06d".formatted(code);
      if (!text.equals(device.code(now))
          && !text.equals(device.code(now.plusSeconds(30)))
          && !text.equals(device.code(now.minusSeconds(30)))) {
        return text;
      }
    }
  }

  void pass(Duration time) {
    aws.clock().advance(time);
  }

  @Override
  public void close() {
    aws.close();
  }
}
