package dev.teambroker.server.shareduser;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.aws.AssumedRoles;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.secretstore.SealedSecret;
import dev.teambroker.server.secretstore.SecretStore;
import dev.teambroker.server.web.Outcome;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Opens what IAM calls on an account's shared users are signed with: the management principal's
 * key, or a session of its role. Thread-safe; call it outside of transactions.
 */
@Component
public class ManagementKeys {
  private final ManagementPrincipals principals;
  private final AssumedRoles roles;
  private final SecretStore secrets;

  ManagementKeys(ManagementPrincipals principals, AssumedRoles roles, SecretStore secrets) {
    this.principals = principals;
    this.roles = roles;
    this.secrets = secrets;
  }

  /**
   * Whether the account has a management principal; without one its shared users manage themselves.
   */
  public boolean has(String account) {
    return principals.of(account).isPresent();
  }

  /** The ARN of the account's management principal, where it has one. */
  public Optional<String> arn(String account) {
    return principals.of(account).map(ManagementPrincipal::arn);
  }

  /** The account's; the caller closes it. Refused where there is none, or AWS doesn't give it. */
  public Outcome<AwsKey> open(String account) {
    return principals
        .of(account)
        .map(this::open)
        .orElseGet(
            () ->
                Outcome.refused(
                    ProblemType.CONFLICT, "Account " + account + " has no management principal."));
  }

  private Outcome<AwsKey> open(ManagementPrincipal principal) {
    String externalId = principal.externalId();
    if (externalId != null) {
      return roles.open(principal.partition(), principal.arn(), externalId);
    }
    String accessKeyId = principal.accessKeyId();
    SealedSecret sealed = principal.sealed();
    if (accessKeyId == null || sealed == null) {
      throw new IllegalStateException(principal.id() + " is neither a role nor a key");
    }
    return Outcome.done(
        AwsKey.longTerm(
            accessKeyId,
            secrets.unseal(
                sealed,
                ManagementPrincipal.binding(principal.rowId(), principal.arn(), accessKeyId))));
  }
}
