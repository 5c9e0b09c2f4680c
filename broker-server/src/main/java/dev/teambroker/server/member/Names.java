package dev.teambroker.server.member;

import java.util.regex.Pattern;

/** What members, teams and devices may be called. */
public final class Names {
  /** For a message about the name of a member or a team. */
  public static final String EXPECTED =
      "2 to 64 of a-z, 0-9, '.', '_', '-' and '@', the first a letter";

  /** For a message about the name of a device. */
  public static final String EXPECTED_OF_DEVICE = "1 to 64 printable characters";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._@-]{1,63}");
  private static final Pattern DEVICE = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S} ]{1,64}");

  private Names() {}

  /**
   * Names of members stand in AWS's role session names, so the letters are those that AWS takes.
   */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  public static boolean isDeviceName(String text) {
    return DEVICE.matcher(text).matches() && !text.isBlank();
  }
}
