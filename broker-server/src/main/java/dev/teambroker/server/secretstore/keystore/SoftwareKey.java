package dev.teambroker.server.secretstore.keystore;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.secretstore.KeyEncryptionKey;
import dev.teambroker.server.secretstore.SealBroken;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256-GCM in this process: 12 random bytes of nonce, then the wrapped key and its tag. */
public final class SoftwareKey implements KeyEncryptionKey {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String id;
  private final SecretKey key;

  public SoftwareKey(String id, SecretKey key) {
    this.id = id;
    this.key = key;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public byte[] wrap(Secret dataKey, byte[] context) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    return dataKey.reveal(
        bytes -> {
          byte[] wrapped = Arrays.copyOf(nonce, NONCE_BYTES + bytes.length + TAG_BYTES);
          try {
            cipher(Cipher.ENCRYPT_MODE, nonce, context)
                .doFinal(bytes, 0, bytes.length, wrapped, NONCE_BYTES);
            return wrapped;
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM can't encrypt", e);
          }
        });
  }

  @Override
  public Secret unwrap(byte[] wrapped, byte[] context) {
    int length = wrapped.length - NONCE_BYTES - TAG_BYTES;
    if (length < 0) {
      throw new SealBroken("the wrapped key is cut short");
    }
    byte[] dataKey = new byte[length];
    try {
      cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(wrapped, NONCE_BYTES), context)
          .doFinal(wrapped, NONCE_BYTES, length + TAG_BYTES, dataKey, 0);
      return Secret.takeFrom(dataKey);
    } catch (AEADBadTagException e) {
      throw new SealBroken("the wrapped key was altered or belongs to another record", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM can't decrypt", e);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
    cipher.updateAAD(id.getBytes(StandardCharsets.UTF_8));
    cipher.updateAAD(context);
    return cipher;
  }
}
