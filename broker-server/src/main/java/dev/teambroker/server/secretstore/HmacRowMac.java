package dev.teambroker.server.secretstore;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.RowMac;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 under a key that is sealed in the database and opened at start. */
final class HmacRowMac implements RowMac {
  private static final String ALGORITHM = "HmacSHA256";
  private final Mac keyed;

  HmacRowMac(Secret key) {
    try {
      keyed = Mac.getInstance(ALGORITHM);
      key.reveal(
          bytes -> {
            keyed.init(new SecretKeySpec(bytes, ALGORITHM));
            return bytes.length;
          });
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 can't be used", e);
    }
  }

  @Override
  public byte[] of(byte[] message) {
    try {
      return ((Mac) keyed.clone()).doFinal(message);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("HMAC-SHA-256 can't be cloned", e);
    }
  }
}
