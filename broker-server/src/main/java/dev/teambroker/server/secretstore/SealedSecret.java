package dev.teambroker.server.secretstore;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A secret under the key-encryption key, as it is stored in one column. The format is described in
 * docs/adr/0003-secret-envelope.md.
 */
public final class SealedSecret {
  private final byte[] envelope;

  public SealedSecret(byte[] envelope) {
    this.envelope = envelope.clone();
  }

  /** The bytes to store. */
  public byte[] envelope() {
    return envelope.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SealedSecret that && Arrays.equals(envelope, that.envelope);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(envelope);
  }

  @Override
  public String toString() {
    return "SealedSecret(" + envelope.length + " bytes)";
  }
}
