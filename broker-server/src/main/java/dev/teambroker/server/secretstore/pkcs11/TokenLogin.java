package dev.teambroker.server.secretstore.pkcs11;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Logs in at a token, and never locks it: a PIN that was refused isn't sent again as long as this
 * process lives, and none is sent when one more mistake would lock the token. A PIN other than the
 * refused one gets its one try. Thread-safe.
 */
final class TokenLogin {
  private final Supplier<Secret> pin;
  private final String place;
  private @Nullable Secret refused;

  /**
   * @param pin read anew for each login
   */
  TokenLogin(Supplier<Secret> pin, String place) {
    this.pin = pin;
    this.place = place;
  }

  /**
   * Logs in, unless this process is.
   *
   * @throws SecretStoreUnavailable when the PIN was refused, now or before
   */
  synchronized void login(Cryptoki cryptoki, Token token, long session) throws CryptokiError {
    try (Secret typed = pin.get()) {
      check(token, typed);
      try {
        cryptoki.login(session, typed);
        remember(null);
      } catch (CryptokiError e) {
        if (e.isPinRefused()) {
          remember(typed.duplicate());
          throw new SecretStoreUnavailable(stopped(e.getMessage()), e);
        }
        if (e.code() != CryptokiError.USER_ALREADY_LOGGED_IN) {
          throw e;
        }
      }
    }
  }

  private void check(Token token, Secret typed) {
    Secret before = refused;
    if (before != null && before.equals(typed)) {
      throw new SecretStoreUnavailable(stopped("the PIN was refused before"));
    }
    if (token.isPinLocked()) {
      throw new SecretStoreUnavailable(
          place + " is locked: its security officer sets a new PIN, which then goes to the broker");
    }
    if (token.isFinalTry()) {
      throw new SecretStoreUnavailable(
          place
              + " locks at the next wrong PIN, so the broker doesn't try: log in there once with the"
              + " right one, and give the same to the broker");
    }
  }

  private String stopped(@Nullable String why) {
    return "%s refused the broker's PIN (%s); it is not tried again, so that the token isn't locked: put the right PIN in its place"
        .formatted(place, why);
  }

  private void remember(@Nullable Secret pinRefused) {
    Secret before = refused;
    if (before != null) {
      before.close();
    }
    refused = pinRefused;
  }
}
