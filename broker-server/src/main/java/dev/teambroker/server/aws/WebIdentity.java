package dev.teambroker.server.aws;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import dev.teambroker.server.web.Outcome;
import dev.teambroker.server.web.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A role assumed with a token of an OpenID Connect provider that the account trusts, such as a
 * Kubernetes service account's. The file is read each time, for it is renewed.
 */
final class WebIdentity implements IdentityProvider {
  private final AwsCalls calls;
  private final AwsEndpoints endpoints;
  private final Partition partition;
  private final String roleArn;
  private final String sessionName;
  private final Path tokenFile;

  /**
   * Takes role and token's file from the provider's variables.
   *
   * @throws IllegalArgumentException when one is missing or malformed
   */
  WebIdentity(ProviderVariables variables, AwsCalls calls, AwsEndpoints endpoints) {
    this.calls = calls;
    this.endpoints = endpoints;
    this.roleArn = required(variables, "AWS_ROLE_ARN");
    this.tokenFile = Path.of(required(variables, "AWS_WEB_IDENTITY_TOKEN_FILE"));
    String name = variables.get("AWS_ROLE_SESSION_NAME");
    this.sessionName = name == null ? "team-credential-broker" : name;
    String[] arn = roleArn.split(":", 6);
    this.partition =
        Partition.ofCode(arn.length == 6 ? arn[1] : "")
            .orElseThrow(
                () -> new IllegalArgumentException("AWS_ROLE_ARN takes the ARN of a role"));
  }

  private static String required(ProviderVariables variables, String name) {
    String value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "broker.aws.identity=web-identity needs AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE; "
              + name
              + " is not set");
    }
    return value;
  }

  @Override
  public Outcome<SessionCredentials> fetch() {
    try (Secret token = SecretFile.read(tokenFile)) {
      return assume(token);
    } catch (IOException e) {
      return unavailable("AWS_WEB_IDENTITY_TOKEN_FILE can't be read");
    } catch (IllegalArgumentException e) {
      return unavailable("AWS_WEB_IDENTITY_TOKEN_FILE holds no token");
    }
  }

  private Outcome<SessionCredentials> assume(Secret token) {
    QueryCall call =
        new QueryCall(AwsService.STS, "AssumeRoleWithWebIdentity")
            .with("RoleArn", roleArn)
            .with("RoleSessionName", sessionName)
            .withToken("WebIdentityToken", token);
    String result = "AssumeRoleWithWebIdentityResult/";
    AwsAnswer<SessionCredentials> answer =
        calls.unsigned(
            endpoints.sts(partition),
            call,
            xml -> Sts.credentials(xml, result, "AssumedRoleUser/Arn"));
    return answer instanceof AwsAnswer.Answered<SessionCredentials>(SessionCredentials session)
        ? Outcome.done(session)
        : AwsProblems.of(answer);
  }

  private static Outcome<SessionCredentials> unavailable(@Nullable String why) {
    return Outcome.refused(
        ProblemType.AWS_UNAVAILABLE,
        "The broker's own credentials can't be had with a web identity: " + why + ".");
  }
}
