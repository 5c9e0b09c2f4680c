package dev.teambroker.server.audit.checkpoint;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The public key that verifies checkpoints (Ed25519, RFC 8032), to be pinned outside of the broker.
 *
 * @param pin its 32 bytes, base64url
 */
public record CheckpointKey(String pin) {
  private static final int BYTES = 32;

  /** What stands before the key's bytes in a SubjectPublicKeyInfo (RFC 8410). */
  private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  public CheckpointKey {
    publicKey(pin);
  }

  public static CheckpointKey of(byte[] publicKey) {
    return new CheckpointKey(Base64.getUrlEncoder().withoutPadding().encodeToString(publicKey));
  }

  public boolean signed(Checkpoint checkpoint) {
    return signed(checkpoint.message(), checkpoint.signature());
  }

  /**
   * Whether it has signed a message.
   *
   * @param signature base64url
   */
  public boolean signed(byte[] message, String signature) {
    try {
      Signature verification = Signature.getInstance("Ed25519");
      verification.initVerify(publicKey(pin));
      verification.update(message);
      return verification.verify(Base64.getUrlDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException malformed) {
      return false;
    }
  }

  private static PublicKey publicKey(String pin) {
    try {
      byte[] key = Base64.getUrlDecoder().decode(pin);
      if (key.length != BYTES) {
        throw new IllegalArgumentException(pin.length() + " characters");
      }
      ByteArrayOutputStream encoded = new ByteArrayOutputStream();
      encoded.writeBytes(PREFIX);
      encoded.writeBytes(key);
      return KeyFactory.getInstance("Ed25519")
          .generatePublic(new X509EncodedKeySpec(encoded.toByteArray()));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the key of checkpoints takes what `broker audit key` prints, 43 characters", e);
    }
  }
}
