package dev.teambroker.server.secretstore.pkcs11;

import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import java.security.SecureRandom;
import java.util.List;

/** Makes and destroys keys in a token, by its user. */
final class TokenCeremony {
  private static final long AES_KEY_GEN = 0x1080;
  private static final long KEY_BYTES = 32;
  private static final int ID_BYTES = 8;

  /** The curve's object identifier, 1.3.101.112, in DER. */
  private static final byte[] ED25519 = {0x06, 0x03, 0x2B, 0x65, 0x70};

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
              "once its backup is made, name it in broker.secret-store.keys",
              "before the broker's first start, let the token make the key that signs checkpoints,"
                  + " too: secret-store ceremony create-checkpoint-key");
        });
  }

  /** An Ed25519 pair for checkpoints; what to write down, a line each. */
  List<String> createSigningKey() {
    return with(
        (cryptoki, token, session) -> {
          Attributes there = SigningObject.template(Attributes.PRIVATE_KEY, address.object());
          if (!cryptoki.find(session, there).isEmpty()) {
            throw new SecretStoreUnavailable(
                address.place() + " holds a key " + address.object() + " already");
          }
          byte[] id = freshId();
          cryptoki.generateEd25519(
              session,
              SigningObject.template(Attributes.PUBLIC_KEY, address.object())
                  .with(Attributes.ID, id)
                  .with(Attributes.TOKEN, true)
                  .with(Attributes.VERIFY, true)
                  .with(Attributes.EC_PARAMS, ED25519),
              SigningObject.template(Attributes.PRIVATE_KEY, address.object())
                  .with(Attributes.ID, id)
                  .with(Attributes.TOKEN, true)
                  .with(Attributes.PRIVATE, true)
                  .with(Attributes.SENSITIVE, true)
                  .with(Attributes.EXTRACTABLE, false)
                  .with(Attributes.SIGN, true));
          return List.of(
              "key " + address.object() + ", Ed25519, whose private half never leaves the token",
              "token %s, %s, serial number %s"
                  .formatted(token.label(), token.model(), token.serial()),
              "once its backup is made, name it in broker.secret-store.checkpoint-key");
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
    return TokenKey.template(address.object())
        .with(Attributes.ID, freshId())
        .with(Attributes.TOKEN, true)
        .with(Attributes.PRIVATE, true)
        .with(Attributes.SENSITIVE, true)
        .with(Attributes.EXTRACTABLE, false)
        .with(Attributes.ENCRYPT, true)
        .with(Attributes.DECRYPT, true)
        .with(Attributes.VALUE_LEN, KEY_BYTES);
  }

  private static byte[] freshId() {
    byte[] id = new byte[ID_BYTES];
    RANDOM.nextBytes(id);
    return id;
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
