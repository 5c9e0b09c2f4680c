package dev.teambroker.server.secretstore;

import dev.teambroker.protocol.Secret;
import java.util.List;

/**
 * A data key that is wrapped already, for one secret that is still to come. Closing it overwrites
 * the key. Of one thread.
 */
public final class ReservedSeal implements AutoCloseable {
  private final Secret dataKey;
  private final List<Envelope.Wrap> wraps;
  private final byte[] context;

  ReservedSeal(Secret dataKey, List<Envelope.Wrap> wraps, byte[] context) {
    this.dataKey = dataKey;
    this.wraps = List.copyOf(wraps);
    this.context = context.clone();
  }

  /** Seals the secret, which stays the caller's to close. */
  public SealedSecret seal(Secret plaintext) {
    byte[] nonce = DataKeys.freshNonce();
    byte[] ciphertext = plaintext.reveal(bytes -> DataKeys.encrypt(dataKey, nonce, bytes, context));
    return new Envelope(wraps, DataKeys.commitment(dataKey, context), nonce, ciphertext).encoded();
  }

  @Override
  public void close() {
    dataKey.close();
  }
}
