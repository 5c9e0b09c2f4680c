package dev.teambroker.server.secretstore.pkcs11;

import dev.teambroker.server.audit.CheckpointSigner;
import dev.teambroker.server.secretstore.Deadline;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;

/** Ed25519 in a token: the private key was made there, and signs there. */
final class TokenSigner implements CheckpointSigner {
  private final SigningObject object;
  private final TokenConnection connection;
  private final Deadline deadline;

  TokenSigner(SigningObject object, TokenConnection connection, Deadline deadline) {
    this.object = object;
    this.connection = connection;
    this.deadline = deadline;
  }

  @Override
  public byte[] sign(byte[] message) {
    byte[] copy = message.clone();
    return deadline.within(
        () -> connection.run((cryptoki, session, key) -> cryptoki.sign(session, key, copy)),
        late -> {});
  }

  @Override
  public byte[] publicKey() {
    byte[] known = object.publicKey();
    if (known == null) {
      deadline.within(() -> connection.run((c, session, key) -> true), late -> {});
      known = object.publicKey();
    }
    if (known == null) {
      throw new SecretStoreUnavailable("the token doesn't tell the public key of its signing key");
    }
    return known.clone();
  }
}
