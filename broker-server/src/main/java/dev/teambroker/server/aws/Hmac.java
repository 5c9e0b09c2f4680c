package dev.teambroker.server.aws;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * SHA-256 and HMAC (RFC 2104) with SHA-256 or SHA-1, on bytes that are overwritten after use.
 * {@code javax.crypto.Mac} takes a key object that keeps a copy of the key until it is collected.
 */
final class Hmac {
  private static final int BLOCK = 64;

  private Hmac() {}

  static byte[] sha256(byte[] message) {
    return digest("SHA-256").digest(message);
  }

  static byte[] of(byte[] key, byte[] message) {
    return of("SHA-256", key, message);
  }

  /** For TOTP (RFC 6238), which is the only thing here that still uses SHA-1. */
  static byte[] ofSha1(byte[] key, byte[] message) {
    return of("SHA-1", key, message);
  }

  private static byte[] of(String algorithm, byte[] key, byte[] message) {
    MessageDigest digest = digest(algorithm);
    byte[] inner = padded(digest, key, (byte) 0x36);
    byte[] outer = padded(digest, key, (byte) 0x5c);
    try {
      digest.update(inner);
      byte[] innerHash = digest.digest(message);
      digest.update(outer);
      return digest.digest(innerHash);
    } finally {
      Arrays.fill(inner, (byte) 0);
      Arrays.fill(outer, (byte) 0);
    }
  }

  private static byte[] padded(MessageDigest digest, byte[] key, byte pad) {
    byte[] block =
        key.length > BLOCK ? Arrays.copyOf(digest.digest(key), BLOCK) : Arrays.copyOf(key, BLOCK);
    for (int i = 0; i < BLOCK; i++) {
      block[i] ^= pad;
    }
    return block;
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
