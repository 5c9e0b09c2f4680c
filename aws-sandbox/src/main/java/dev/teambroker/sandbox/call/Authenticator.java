package dev.teambroker.sandbox.call;

import static dev.teambroker.sandbox.setting.Enforcement.ACTIVE_KEY;
import static dev.teambroker.sandbox.setting.Enforcement.KNOWN_KEY;
import static dev.teambroker.sandbox.setting.Enforcement.SESSION_EXPIRY;
import static dev.teambroker.sandbox.setting.Enforcement.SESSION_TOKEN;

import dev.teambroker.sandbox.account.AccessKey;
import dev.teambroker.sandbox.account.Credential;
import dev.teambroker.sandbox.account.Session;
import dev.teambroker.sandbox.account.WebIdentityUser;
import dev.teambroker.sandbox.http.HttpRequest;
import dev.teambroker.sandbox.setting.Settings;
import dev.teambroker.sandbox.sigv4.Authorization;
import dev.teambroker.sandbox.sigv4.SignatureCheck;
import dev.teambroker.sandbox.wire.AwsError;
import java.time.Instant;
import java.util.Optional;

/** Finds out who signed a request. */
public final class Authenticator {
  private final Environment environment;
  private final SignatureCheck signatures;

  public Authenticator(Environment environment) {
    this.environment = environment;
    this.signatures = new SignatureCheck(environment.settings(), environment.clock());
  }

  /** Throws InvalidClientTokenId, ExpiredToken, SignatureDoesNotMatch or IncompleteSignature. */
  public Caller authenticate(HttpRequest request, Authorization authorization) {
    Credential credential =
        environment
            .world()
            .credential(authorization.scope().keyId())
            .orElseThrow(AwsError::invalidToken);
    Optional<String> token = request.header("x-amz-security-token");
    switch (credential) {
      case AccessKey key -> checkKey(key, token);
      case Session session -> checkSession(session, token);
      case WebIdentityUser user -> throw AwsError.invalidToken();
    }
    signatures.check(request, authorization, credential.secret());
    return new Caller(credential);
  }

  private void checkKey(AccessKey key, Optional<String> token) {
    Settings settings = environment.settings();
    Instant now = environment.clock().instant();
    Optional<AccessKey.State> state = key.knownState(now, settings);
    boolean known = state.filter(any -> any != AccessKey.State.DELETED).isPresent();
    settings.refuse(KNOWN_KEY, !known, AwsError::invalidToken);
    settings.refuse(
        ACTIVE_KEY, state.equals(Optional.of(AccessKey.State.INACTIVE)), AwsError::invalidToken);
    settings.refuse(SESSION_TOKEN, token.isPresent(), AwsError::invalidToken);
  }

  private void checkSession(Session session, Optional<String> token) {
    Settings settings = environment.settings();
    settings.refuse(
        SESSION_TOKEN, !token.equals(Optional.of(session.token())), AwsError::invalidToken);
    settings.refuse(
        SESSION_EXPIRY,
        !environment.clock().instant().isBefore(session.expiresAt()),
        () ->
            new AwsError(
                403, "ExpiredToken", "The security token included in the request is expired"));
  }
}
