package dev.teambroker.server.aws;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * SHA-256 and HMAC-SHA-256 (RFC 2104) on bytes that are overwritten after use. {@code
 * javax.crypto.Mac} takes a key object that keeps a copy of the key until it is collected.
 */
final class Hmac {
  private static final int BLOCK = 64;

  private Hmac() {}

  static byte[] sha256(byte[] message) {
    return digest().digest(message);
  }

  static byte[] of(byte[] key, byte[] message) {
    byte[] inner = padded(key, (byte) 0x36);
    byte[] outer = padded(key, (byte) 0x5c);
    try {
      MessageDigest digest = digest();
      digest.update(inner);
      byte[] innerHash = digest.digest(message);
      digest.update(outer);
      return digest.digest(innerHash);
    } finally {
      Arrays.fill(inner, (byte) 0);
      Arrays.fill(outer, (byte) 0);
    }
  }

  private static byte[] padded(byte[] key, byte pad) {
    byte[] block =
        key.length > BLOCK ? Arrays.copyOf(sha256(key), BLOCK) : Arrays.copyOf(key, BLOCK);
    for (int i = 0; i < BLOCK; i++) {
      block[i] ^= pad;
    }
    return block;
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
