package dev.teambroker.cli.settings;

/** A duration as people write it: {@code 900}, {@code 45m}, {@code 1h30m}. */
public final class Duration {
  private static final int LONGEST = 365 * 24 * 3600;

  private Duration() {}

  /**
   * In seconds.
   *
   * @param what names it in the message of a fault
   */
  public static int seconds(String text, String what) {
    long total = 0;
    long number = 0;
    boolean digits = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        number = Math.min(number * 10 + (c - '0'), LONGEST);
        digits = true;
      } else if (digits && unit(c) > 0) {
        total += number * unit(c);
        number = 0;
        digits = false;
      } else {
        throw fault(text, what);
      }
    }
    total += number;
    if (text.isEmpty() || total >= LONGEST) {
      throw fault(text, what);
    }
    return (int) total;
  }

  private static SettingsFault fault(String text, String what) {
    return new SettingsFault(
        what + " takes a duration such as 900, 45m or 1h30m, not '" + text + "'.");
  }

  private static int unit(char c) {
    return switch (c) {
      case 's' -> 1;
      case 'm' -> 60;
      case 'h' -> 3600;
      case 'd' -> 86_400;
      default -> 0;
    };
  }
}
