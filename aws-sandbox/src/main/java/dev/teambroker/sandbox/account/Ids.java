package dev.teambroker.sandbox.account;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** Ids, secrets and tokens in AWS's forms. */
public final class Ids {
  static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final RandomGenerator RANDOM = new SecureRandom();

  private Ids() {}

  /** AKIA… or ASIA…; the account stands in the first 48 bits, as at AWS. */
  static String keyId(String prefix, String account) {
    long head = (1L << 47) | (Long.parseLong(account) << 7) | RANDOM.nextInt(128);
    byte[] bytes =
        ByteBuffer.allocate(10).putShort((short) (head >> 32)).putInt((int) head).array();
    System.arraycopy(random(4), 0, bytes, 6, 4);
    return prefix + Base32.encode(bytes);
  }

  /** The account that a key id names; empty when it can't be one of AWS's. */
  public static OptionalLong account(String keyId) {
    if (!keyId.matches("A[KS]IA[A-Z2-7]{16}")) {
      return OptionalLong.empty();
    }
    long head = ByteBuffer.wrap(Base32.decode(keyId.substring(4))).getLong() >>> 16;
    return OptionalLong.of((head & 0x7fff_ffff_ff80L) >> 7);
  }

  /** AIDA…, AROA…: 21 characters. */
  static String uniqueId(String prefix) {
    StringBuilder id = new StringBuilder(prefix);
    for (int i = 0; i < 17; i++) {
      id.append(BASE32.charAt(RANDOM.nextInt(32)));
    }
    return id.toString();
  }

  /** 40 characters of base64, as AWS's secret keys are. */
  static String secret() {
    return Base64.getEncoder().encodeToString(random(30));
  }

  /** A session token; nobody should count on its length. */
  static String token() {
    return "IQoJb3JpZ2luX2Vj"
        + Base64.getEncoder().encodeToString(random(180 + RANDOM.nextInt(240)));
  }

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
