package dev.teambroker.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.teambroker.sandbox.account.Account;
import dev.teambroker.sandbox.account.OidcProvider;
import dev.teambroker.sandbox.setting.SandboxClock;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;

/** An OpenID Connect provider that an account trusts, and that makes its tokens here. */
public final class SandboxOidcProvider {
  private final KeyPair keys = freshKeys();
  private final OidcProvider provider;
  private final SandboxClock clock;

  SandboxOidcProvider(Account account, String issuer, String audience, SandboxClock clock) {
    this.provider = new OidcProvider(account, issuer, audience, keys.getPublic());
    this.clock = clock;
    account.add(provider);
  }

  public String arn() {
    return provider.arn();
  }

  /** The issuer without its scheme, as it stands before the condition keys. */
  public String name() {
    return provider.name();
  }

  /** A token that names this subject, for its audience, for an hour. */
  public String token(String subject) {
    return token(subject, provider.audience(), Duration.ofHours(1));
  }

  public String token(String subject, String audience, Duration lifetime) {
    long now = clock.instant().getEpochSecond();
    String signed =
        encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}")
            + "."
            + encoded(
                "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\",\"iat\":%d,\"exp\":%d}"
                    .formatted(
                        provider.issuer(), subject, audience, now, now + lifetime.toSeconds()));
    return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(sign(signed));
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(UTF_8));
  }

  private byte[] sign(String text) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(text.getBytes(UTF_8));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair freshKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
