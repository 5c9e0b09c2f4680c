package dev.teambroker.sandbox.account;

/** Whom a provider's token names, once it was checked. There is nothing to sign with. */
public record WebIdentityUser(OidcProvider provider, String subject) implements Credential {
  @Override
  public String id() {
    return "";
  }

  @Override
  public String secret() {
    return "";
  }

  @Override
  public Identity identity() {
    return new Identity(
        provider.account().id(),
        provider.arn(),
        provider.name() + ":" + provider.audience() + ":" + subject);
  }
}
