package dev.teambroker.server.rotation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Days, in UTC and both included, on which no rotation is started: {@code 2026-12-20/2027-01-06}.
 */
record RotationFreeze(LocalDate first, LocalDate last) {
  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when it is none
   */
  static RotationFreeze of(String text) {
    String[] days = text.strip().split("/", 2);
    try {
      LocalDate first = LocalDate.parse(days[0]);
      LocalDate last = LocalDate.parse(days[days.length - 1]);
      if (!last.isBefore(first)) {
        return new RotationFreeze(first, last);
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(taken(text), e);
    }
    throw new IllegalArgumentException(taken(text));
  }

  boolean holdsAt(Instant time) {
    LocalDate day = time.atZone(ZoneOffset.UTC).toLocalDate();
    return !day.isBefore(first) && !day.isAfter(last);
  }

  private static String taken(String text) {
    return "broker.rotation.schedule.freezes takes days such as 2026-12-20/2027-01-06, and not \""
        + text
        + "\"";
  }
}
