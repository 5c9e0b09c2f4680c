package dev.teambroker.server.secretstore.pkcs11;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.secretstore.Deadline;
import dev.teambroker.server.secretstore.KeyEncryptionKey;
import dev.teambroker.server.secretstore.SealBroken;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * AES-256-GCM in a token: 12 random bytes of nonce, which the broker makes, then the wrapped key
 * and its tag. The data key's bytes pass through memory that is overwritten here.
 */
final class TokenKey implements KeyEncryptionKey {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;

  private final String id;
  private final TokenConnection connection;
  private final Deadline deadline;

  TokenKey(String id, TokenConnection connection, Deadline deadline) {
    this.id = id;
    this.connection = connection;
    this.deadline = deadline;
  }

  /** By what a key is found in its token. */
  static Attributes template(String label) {
    return new Attributes()
        .with(Attributes.CLASS, Attributes.SECRET_KEY)
        .with(Attributes.KEY_TYPE, Attributes.AES)
        .with(Attributes.LABEL, label);
  }

  /**
   * Passes if the token and its key can be used now.
   *
   * @throws dev.teambroker.server.secretstore.SecretStoreUnavailable when they can't
   */
  void check() {
    deadline.within(() -> connection.run((c, session, key) -> true), late -> {});
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public byte[] wrap(Secret dataKey, byte[] context) {
    byte[] nonce = TokenEpoch.freshNonce();
    byte[] associated = associated(context);
    try (Secret mine = dataKey.duplicate()) {
      return deadline.within(
          () -> mine.reveal(bytes -> wrapped(nonce, bytes, associated)), late -> {});
    }
  }

  private byte[] wrapped(byte[] nonce, byte[] dataKey, byte[] associated) {
    byte[] sealed =
        connection.run((c, session, key) -> c.encrypt(session, key, nonce, associated, dataKey));
    byte[] wrapped = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
    System.arraycopy(sealed, 0, wrapped, NONCE_BYTES, sealed.length);
    return wrapped;
  }

  @Override
  public Secret unwrap(byte[] wrapped, byte[] context) {
    if (wrapped.length < NONCE_BYTES + TAG_BYTES) {
      throw new SealBroken("the wrapped key is cut short");
    }
    return deadline.within(() -> unwrapAlone(wrapped, context), Secret::close);
  }

  /** One C_DecryptInit and one C_Decrypt, in a session that is open. */
  @Override
  public Secret unwrapAlone(byte[] wrapped, byte[] context) {
    byte[] nonce = Arrays.copyOf(wrapped, NONCE_BYTES);
    byte[] sealed = Arrays.copyOfRange(wrapped, NONCE_BYTES, wrapped.length);
    byte[] associated = associated(context);
    return connection.run((c, session, key) -> c.decrypt(session, key, nonce, associated, sealed));
  }

  private byte[] associated(byte[] context) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(id.getBytes(StandardCharsets.UTF_8));
    both.writeBytes(context);
    return both.toByteArray();
  }

  @Override
  public void close() {
    connection.close();
    deadline.close();
  }
}
