package dev.teambroker.server.secretstore.pkcs11;

import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import java.security.SecureRandom;
import java.util.List;

/** Makes and destroys keys in a token, by its user. */
final class TokenCeremony {
  private static final long AES_KEY_GEN = 0x1080;
  private static final long KEY_BYTES = 32;
  private static final int ID_BYTES = 8;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TokenConnection.Module module;
  private final Pkcs11Uri address;
  private final TokenLogin login;

  TokenCeremony(TokenConnection.Module module, Pkcs11Uri address, TokenLogin login) {
    this.module = module;
    this.address = address;
    this.login = login;
  }

  /** What to write down, a line each. */
  List<String> create() {
    return with(
        (cryptoki, token, session) -> {
          if (!cryptoki.find(session, TokenKey.template(address.object())).isEmpty()) {
            throw new SecretStoreUnavailable(
                address.place() + " holds a key " + address.object() + " already");
          }
          cryptoki.generateKey(session, AES_KEY_GEN, template());
          return List.of(
              "key " + address.object() + ", AES-256, which never leaves the token",
              "token %s, %s, serial number %s"
                  .formatted(token.label(), token.model(), token.serial()),
              "once its backup is made, name it in broker.secret-store.keys");
        });
  }

  void destroy() {
    with(
        (cryptoki, token, session) -> {
          for (long key : cryptoki.find(session, TokenKey.template(address.object()))) {
            cryptoki.destroy(session, key);
          }
          return true;
        });
  }

  private Attributes template() {
    byte[] id = new byte[ID_BYTES];
    RANDOM.nextBytes(id);
    return TokenKey.template(address.object())
        .with(Attributes.ID, id)
        .with(Attributes.TOKEN, true)
        .with(Attributes.PRIVATE, true)
        .with(Attributes.SENSITIVE, true)
        .with(Attributes.EXTRACTABLE, false)
        .with(Attributes.ENCRYPT, true)
        .with(Attributes.DECRYPT, true)
        .with(Attributes.VALUE_LEN, KEY_BYTES);
  }

  @FunctionalInterface
  private interface Act<T> {
    T with(Cryptoki cryptoki, Token token, long session) throws CryptokiError;
  }

  private <T> T with(Act<T> act) {
    try {
      Cryptoki cryptoki = module.load();
      Token token = address.among(cryptoki.tokens());
      long session = cryptoki.openSession(token.slot(), true);
      try {
        login.login(cryptoki, token, session);
        return act.with(cryptoki, token, session);
      } finally {
        cryptoki.closeSession(session);
      }
    } catch (CryptokiError e) {
      throw new SecretStoreUnavailable(address.place() + " refused: " + e.getMessage(), e);
    }
  }
}
