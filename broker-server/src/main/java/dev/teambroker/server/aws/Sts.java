package dev.teambroker.server.aws;

import dev.teambroker.protocol.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * AWS STS. Each call blocks until AWS has answered or the attempts are used up; a call that carries
 * an {@link MfaCode} is sent once. Thread-safe.
 */
@Component
public class Sts {
  private final AwsCalls calls;
  private final AwsEndpoints endpoints;

  Sts(AwsCalls calls, AwsEndpoints endpoints) {
    this.calls = calls;
    this.endpoints = endpoints;
  }

  /** Whose key this is; every key may ask that. */
  public AwsAnswer<CallerIdentity> getCallerIdentity(Partition partition, AwsKey key) {
    return getCallerIdentity(endpoints.sts(partition), key);
  }

  /** The same of each of the regions that sessions are asked for in. */
  public List<AwsAnswer<CallerIdentity>> getCallerIdentityEverywhere(
      Partition partition, AwsKey key) {
    return endpoints.sts(partition).stream()
        .map(endpoint -> getCallerIdentity(List.of(endpoint), key))
        .toList();
  }

  private AwsAnswer<CallerIdentity> getCallerIdentity(List<AwsEndpoint> regions, AwsKey key) {
    String result = "GetCallerIdentityResult/";
    return calls.call(
        regions,
        new QueryCall(AwsService.STS, "GetCallerIdentity"),
        key,
        xml ->
            new CallerIdentity(
                text(xml, result + "Account"),
                text(xml, result + "Arn"),
                text(xml, result + "UserId")));
  }

  /** A session with the user's own rights. */
  public AwsAnswer<SessionCredentials> getSessionToken(
      Partition partition, AwsKey key, Duration duration, @Nullable MfaCode code) {
    return calls.call(
        endpoints.sts(partition),
        sessionToken(duration, code),
        key,
        xml -> credentials(xml, "GetSessionTokenResult/", null));
  }

  /** A session of a role. */
  public AwsAnswer<SessionCredentials> assumeRole(
      Partition partition, AwsKey key, RoleToAssume role, @Nullable MfaCode code) {
    return calls.call(
        endpoints.sts(partition),
        role(role, code),
        key,
        xml -> credentials(xml, "AssumeRoleResult/", "AssumedRoleUser/Arn"));
  }

  /** A session with the user's rights as far as a policy leaves them. */
  public AwsAnswer<SessionCredentials> getFederationToken(
      Partition partition, AwsKey key, Federation federation) {
    return calls.call(
        endpoints.sts(partition),
        federationToken(federation),
        key,
        xml -> credentials(xml, "GetFederationTokenResult/", "FederatedUser/Arn"));
  }

  static QueryCall sessionToken(Duration duration, @Nullable MfaCode code) {
    return new QueryCall(AwsService.STS, "GetSessionToken")
        .with("DurationSeconds", duration)
        .with(code);
  }

  static QueryCall role(RoleToAssume role, @Nullable MfaCode code) {
    return new QueryCall(AwsService.STS, "AssumeRole")
        .with("RoleArn", role.roleArn())
        .with("RoleSessionName", role.sessionName())
        .with("Policy", role.sessionPolicy())
        .with("DurationSeconds", role.duration())
        .withTags(role.tags())
        .with("ExternalId", role.externalId())
        .with("SourceIdentity", role.sourceIdentity())
        .with(code);
  }

  static QueryCall federationToken(Federation federation) {
    return new QueryCall(AwsService.STS, "GetFederationToken")
        .with("Name", federation.name())
        .with("Policy", federation.sessionPolicy())
        .with("DurationSeconds", federation.duration())
        .withTags(federation.tags());
  }

  static SessionCredentials credentials(XmlAnswer xml, String result, @Nullable String arnAt) {
    String at = result + "Credentials/";
    return new SessionCredentials(
        text(xml, at + "AccessKeyId"),
        secret(xml, at + "SecretAccessKey"),
        secret(xml, at + "SessionToken"),
        instant(xml, at + "Expiration"),
        arnAt == null ? null : text(xml, result + arnAt));
  }

  static Instant instant(XmlAnswer xml, String path) {
    try {
      return Instant.parse(text(xml, path));
    } catch (DateTimeParseException e) {
      throw new IncompleteAnswer(path);
    }
  }

  static Secret secret(XmlAnswer xml, String path) {
    return xml.secret(path)
        .filter(secret -> secret.length() > 0)
        .orElseThrow(() -> new IncompleteAnswer(path));
  }

  static String text(XmlAnswer xml, String path) {
    return xml.text(path)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> new IncompleteAnswer(path));
  }
}
