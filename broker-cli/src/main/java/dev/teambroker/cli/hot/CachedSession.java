package dev.teambroker.cli.hot;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How a session is kept: a line {@code broker-cli/1 FRESH-UNTIL EXPIRY} (epoch seconds), then the
 * JSON that credential_process prints, as it stands.
 */
public final class CachedSession {
  private static final String FORMAT = "broker-cli/1 ";
  private static final int LONGEST_LINE = 64;

  private CachedSession() {}

  /** The first line of an item. */
  public static String header(long freshUntil, long expiry) {
    return FORMAT + freshUntil + " " + expiry + "\n";
  }

  /** Until when it is handed out without asking the broker; 0 where the item is none of ours. */
  public static long freshUntil(byte[] item) {
    return number(item, 0);
  }

  /** Whether it is handed out without asking the broker, to somebody who wants that much of it. */
  public static boolean isFresh(byte[] item, long now, int minTtlSeconds) {
    return freshUntil(item) > now && expiry(item) - now >= minTtlSeconds;
  }

  /** When AWS ends it; 0 where the item is none of ours. */
  public static long expiry(byte[] item) {
    return number(item, 1);
  }

  /** The JSON, or null where the item is none of ours or was cut short. */
  public static byte @Nullable [] json(byte[] item) {
    int end = endOfHeader(item);
    boolean whole = end > 0 && item.length > end + 2 && item[end + 1] == '{';
    return whole && lastIsBrace(item) ? Arrays.copyOfRange(item, end + 1, item.length) : null;
  }

  private static boolean lastIsBrace(byte[] item) {
    int last = item.length - 1;
    return item[item[last] == '\n' ? last - 1 : last] == '}';
  }

  private static long number(byte[] item, int which) {
    int end = endOfHeader(item);
    if (end < 0) {
      return 0;
    }
    int at = FORMAT.length();
    long[] found = {0, 0};
    for (int i = 0; at < end; at++) {
      byte c = item[at];
      if (c == ' ' && i == 0) {
        i = 1;
      } else if (c >= '0' && c <= '9') {
        found[i] = found[i] * 10 + (c - '0');
      } else {
        return 0;
      }
    }
    return found[which];
  }

  private static int endOfHeader(byte[] item) {
    if (item.length < FORMAT.length()) {
      return -1;
    }
    for (int i = 0; i < FORMAT.length(); i++) {
      if (item[i] != FORMAT.charAt(i)) {
        return -1;
      }
    }
    for (int i = FORMAT.length(); i < Math.min(item.length, LONGEST_LINE); i++) {
      if (item[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
