package dev.teambroker.server.consumer;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a consumer gets at the new key.
 *
 * @param address as its kind has it; null where nothing is pushed
 * @param publicKey a JWK, where the key is encrypted to the consumer's own
 */
public record Destination(Kind kind, @Nullable String address, @Nullable String publicKey) {
  /** What kind of place. */
  public enum Kind {
    /** It is told, and somebody says that it needs the old key no more. */
    ACKNOWLEDGED,
    FILE,
    HTTPS,
    VAULT_KV,
    KUBERNETES_SECRET;

    /** As it stands in the row and crosses the wire. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Kind ofCode(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  boolean isPushedTo() {
    return kind != Kind.ACKNOWLEDGED;
  }

  /** The address of one that has been accepted. */
  String place() {
    return String.valueOf(address);
  }
}
