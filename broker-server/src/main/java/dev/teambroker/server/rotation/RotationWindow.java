package dev.teambroker.server.rotation;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When rotations may be started: {@code Mon-Fri 02:00-05:00 Europe/Berlin}, or {@code daily
 * 22:00-04:00 UTC}, which ends on the next day. Hours are those of the wall clock there.
 */
record RotationWindow(
    DayOfWeek first, DayOfWeek last, LocalTime from, LocalTime until, ZoneId zone) {
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final String DAY = "(mon|tue|wed|thu|fri|sat|sun)";
  private static final Pattern FORM =
      Pattern.compile(
          "(?:daily|" + DAY + "(?:-" + DAY + ")?) (\\d\\d:\\d\\d)-(\\d\\d:\\d\\d) (\\S+)",
          Pattern.CASE_INSENSITIVE);

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none
   */
  static RotationWindow of(String text) {
    Matcher form = FORM.matcher(text.strip());
    try {
      if (form.matches()) {
        String first = form.group(1);
        String last = form.group(2);
        return new RotationWindow(
            first == null ? DayOfWeek.MONDAY : day(first),
            first == null ? DayOfWeek.SUNDAY : day(last == null ? first : last),
            LocalTime.parse(form.group(3)),
            LocalTime.parse(form.group(4)),
            ZoneId.of(form.group(5)));
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(taken(text), e);
    }
    throw new IllegalArgumentException(taken(text));
  }

  /** Whether it is open then. */
  boolean isOpenAt(Instant time) {
    ZonedDateTime there = time.atZone(zone);
    LocalTime hour = there.toLocalTime();
    if (from.isBefore(until)) {
      return isOn(there.getDayOfWeek()) && !hour.isBefore(from) && hour.isBefore(until);
    }
    return (isOn(there.getDayOfWeek()) && !hour.isBefore(from))
        || (isOn(there.getDayOfWeek().minus(1)) && hour.isBefore(until));
  }

  private boolean isOn(DayOfWeek day) {
    int span = Math.floorMod(last.getValue() - first.getValue(), DAYS.size());
    return Math.floorMod(day.getValue() - first.getValue(), DAYS.size()) <= span;
  }

  private static DayOfWeek day(String name) {
    return DayOfWeek.of(DAYS.indexOf(name.toLowerCase(Locale.ROOT)) + 1);
  }

  private static String taken(String text) {
    return "broker.rotation.schedule.windows takes windows such as \"Mon-Fri 02:00-05:00 Europe/Berlin\" or"
        + " \"daily 22:00-04:00 UTC\", and not \""
        + text
        + "\"";
  }
}
