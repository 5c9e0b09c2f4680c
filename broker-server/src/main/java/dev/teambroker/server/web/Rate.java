package dev.teambroker.server.web;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** So many in such a time, such as {@code 600/min}: at once or spread out. */
public record Rate(int count, Duration per) {
  /** What a property of this type takes. */
  public static final String EXPECTED = "a rate such as 100/s, 600/min or 2000/h";

  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,6})/(s|min|h)");

  /** Reads a rate; Spring binds properties by it. */
  public static Rate valueOf(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text + " is not " + EXPECTED);
    }
    Duration per =
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(1);
          case "min" -> Duration.ofMinutes(1);
          default -> Duration.ofHours(1);
        };
    return new Rate(Integer.parseInt(matcher.group(1)), per);
  }

  @Override
  public String toString() {
    String unit = per.toSeconds() == 1 ? "s" : per.toMinutes() == 1 ? "min" : "h";
    return count + "/" + unit;
  }
}
