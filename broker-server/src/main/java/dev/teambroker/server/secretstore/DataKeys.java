package dev.teambroker.server.secretstore;

import dev.teambroker.protocol.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is done with a data key: HKDF-SHA-256 makes of it an AES-256-GCM key and a commitment, both
 * over the associated data. The commitment ties the ciphertext to this one key, which GCM alone
 * does not.
 */
final class DataKeys {
  static final int NONCE_BYTES = 12;
  static final int COMMITMENT_BYTES = 32;
  private static final int KEY_BYTES = 32;
  private static final int TAG_BITS = 128;
  private static final String ENCRYPTION = "broker sealed secret 1 encryption";
  private static final String COMMITMENT = "broker sealed secret 1 commitment";
  private static final SecureRandom RANDOM = new SecureRandom();

  private DataKeys() {}

  static Secret fresh() {
    return Secret.takeFrom(random(KEY_BYTES));
  }

  static byte[] freshNonce() {
    return random(NONCE_BYTES);
  }

  static byte[] commitment(Secret dataKey, byte[] associatedData) {
    return derive(dataKey, COMMITMENT, associatedData);
  }

  static byte[] encrypt(Secret dataKey, byte[] nonce, byte[] plaintext, byte[] associatedData) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, dataKey, nonce, associatedData).doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM can't encrypt", e);
    }
  }

  /**
   * Opens a ciphertext.
   *
   * @throws SealBroken when it or its associated data was altered
   */
  static Secret decrypt(Secret dataKey, byte[] nonce, byte[] ciphertext, byte[] associatedData) {
    if (ciphertext.length < TAG_BITS / Byte.SIZE) {
      throw new SealBroken("the ciphertext is cut short");
    }
    byte[] plaintext = new byte[ciphertext.length - TAG_BITS / Byte.SIZE];
    try {
      cipher(Cipher.DECRYPT_MODE, dataKey, nonce, associatedData)
          .doFinal(ciphertext, 0, ciphertext.length, plaintext, 0);
      return Secret.takeFrom(plaintext);
    } catch (AEADBadTagException e) {
      throw new SealBroken("the ciphertext was altered", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM can't decrypt", e);
    } finally {
      Arrays.fill(plaintext, (byte) 0);
    }
  }

  private static Cipher cipher(int mode, Secret dataKey, byte[] nonce, byte[] associatedData)
      throws GeneralSecurityException {
    byte[] key = derive(dataKey, ENCRYPTION, associatedData);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(associatedData);
      return cipher;
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] derive(Secret dataKey, String label, byte[] associatedData) {
    ByteArrayOutputStream info = new ByteArrayOutputStream();
    info.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    info.writeBytes(associatedData);
    try {
      KDF hkdf = KDF.getInstance("HKDF-SHA256");
      return dataKey.reveal(
          bytes ->
              hkdf.deriveData(
                  HKDFParameterSpec.expandOnly(
                      new SecretKeySpec(bytes, "HKDF-SHA256"), info.toByteArray(), KEY_BYTES)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF-SHA-256 can't derive", e);
    }
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
