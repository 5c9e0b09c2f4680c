package dev.teambroker.cli.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Under which names the stores keep this user's items. */
public final class ItemNames {
  /** How the names of sessions begin. */
  public static final String SESSION = "session-";

  private static final int BYTES_OF_HASH = 16;

  private ItemNames() {}

  /** Everything that shapes the session is in its name: a changed profile finds no old session. */
  public static String session(BrokerSettings broker, Profile profile) {
    String[] shape = {
      broker.url(),
      String.valueOf(broker.pin()),
      String.valueOf(broker.member()),
      profile.sharedUser(),
      profile.kind(),
      String.valueOf(profile.role()),
      String.valueOf(profile.durationSeconds()),
      String.valueOf(profile.sessionPolicy())
    };
    return SESSION + hash(shape);
  }

  /** The key of this device at that broker. */
  public static String deviceKey(BrokerSettings broker) {
    return "device-key-" + hash(new String[] {broker.url()});
  }

  /** The tokens of the running sign-in at that broker. */
  public static String signIn(BrokerSettings broker) {
    return "sign-in-" + hash(new String[] {broker.url()});
  }

  private static String hash(String[] parts) {
    StringBuilder unambiguous = new StringBuilder();
    for (String part : parts) {
      unambiguous.append(part.length()).append(':').append(part);
    }
    byte[] text = unambiguous.toString().getBytes(StandardCharsets.UTF_8);
    byte[] digest;
    try {
      digest = MessageDigest.getInstance("SHA-256").digest(text);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < BYTES_OF_HASH; i++) {
      hex.append(Character.forDigit((digest[i] >> 4) & 0xf, 16));
      hex.append(Character.forDigit(digest[i] & 0xf, 16));
    }
    return hex.toString();
  }
}
