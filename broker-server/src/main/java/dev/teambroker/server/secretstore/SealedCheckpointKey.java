package dev.teambroker.server.secretstore;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.CheckpointSigner;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;

/**
 * Ed25519 under a key that is sealed in the database and opened at start. What is sealed: the
 * public key's 32 bytes, then the private key in PKCS#8.
 */
final class SealedCheckpointKey implements CheckpointSigner {
  private static final String ALGORITHM = "Ed25519";
  private static final int PUBLIC_BYTES = 32;

  private final byte[] publicKey;
  private final PrivateKey privateKey;

  SealedCheckpointKey(Secret opened) {
    this.publicKey = opened.reveal(bytes -> Arrays.copyOf(bytes, PUBLIC_BYTES));
    this.privateKey = opened.reveal(SealedCheckpointKey::privateKey);
  }

  static Secret fresh() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded();
      ByteArrayOutputStream both = new ByteArrayOutputStream();
      both.write(encoded, encoded.length - PUBLIC_BYTES, PUBLIC_BYTES);
      both.writeBytes(pair.getPrivate().getEncoded());
      return Secret.takeFrom(both.toByteArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  private static PrivateKey privateKey(byte[] opened) {
    byte[] encoded = Arrays.copyOfRange(opened, PUBLIC_BYTES, opened.length);
    try {
      return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the sealed key of checkpoints is none", e);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  @Override
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(privateKey);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 can't sign", e);
    }
  }

  @Override
  public byte[] publicKey() {
    return publicKey.clone();
  }
}
