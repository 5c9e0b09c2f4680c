package dev.teambroker.sandbox.account;

import java.security.PublicKey;

/**
 * An OpenID Connect provider that an account trusts.
 *
 * @param issuer as it stands in tokens, such as https://oidc.example.com/cluster
 * @param audience the client id that its tokens have to be for
 * @param key that its tokens are signed with, RS256
 */
public record OidcProvider(Account account, String issuer, String audience, PublicKey key) {
  /** The issuer without its scheme: in the ARN, and before the condition keys. */
  public String name() {
    return issuer.replaceFirst("^https://", "");
  }

  public String arn() {
    return account.iamArn("oidc-provider/" + name());
  }
}
