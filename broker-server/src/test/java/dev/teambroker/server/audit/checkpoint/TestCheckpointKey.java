package dev.teambroker.server.audit.checkpoint;

import dev.teambroker.server.audit.CheckpointSigner;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/** A key of checkpoints in memory. */
public final class TestCheckpointKey implements CheckpointSigner {
  private final KeyPair pair;

  public TestCheckpointKey() {
    try {
      pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Those in that file, under that key. */
  public static Checkpoints keptIn(Path file, CheckpointSigner signer) {
    return new Checkpoints(
        new CheckpointSinks(List.of(new CheckpointFile(file))), signer, InstantSource.system());
  }

  @Override
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte[] publicKey() {
    byte[] encoded = pair.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }
}
