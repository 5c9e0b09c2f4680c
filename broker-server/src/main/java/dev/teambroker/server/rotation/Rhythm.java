package dev.teambroker.server.rotation;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.scheduling.support.CronExpression;

/** When a shared user's key is replaced by itself. */
sealed interface Rhythm {
  /** Never. */
  record None() implements Rhythm {}

  /** Whenever it has become so old. */
  record Age(Duration oldest) implements Rhythm {}

  /** At the first of these times after it was made. */
  record Times(CronExpression cron, ZoneId zone, String text) implements Rhythm {
    private static final Duration LEAST = Duration.ofHours(20);
    private static final int LOOKED_AT = 50;

    Optional<Instant> after(Instant time) {
      return Optional.ofNullable(cron.next(time.atZone(zone))).map(ZonedDateTime::toInstant);
    }

    /** A rotation takes a day and more; the hours of a day change twice a year. */
    boolean areApart() {
      Optional<Instant> before = after(Instant.EPOCH);
      Optional<Instant> next = before.flatMap(this::after);
      for (int i = 0; i < LOOKED_AT && before.isPresent() && next.isPresent(); i++) {
        if (Duration.between(before.get(), next.get()).compareTo(LEAST) < 0) {
          return false;
        }
        before = next;
        next = next.flatMap(this::after);
      }
      return before.isPresent();
    }
  }

  Pattern DAYS = Pattern.compile("([1-9][0-9]{0,3})d");
  String TAKES_DAYS = "none, or days such as 90d";
  String TAKES_CRON =
      "five or six cron fields and a time zone, such as '0 2 1 * * Europe/Berlin', whose times are a"
          + " day apart or more";

  /**
   * Reads {@code none} or {@code 90d}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static Rhythm ofDays(String text) {
    Matcher days = DAYS.matcher(text);
    if (days.matches()) {
      return new Age(Duration.ofDays(Long.parseLong(days.group(1))));
    }
    if (text.equals("none")) {
      return new None();
    }
    throw new IllegalArgumentException(TAKES_DAYS);
  }

  /**
   * Reads {@code 0 2 1 * * Europe/Berlin}; the seconds may stand before it.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Rhythm ofCron(String text) {
    String[] words = text.strip().split("\\s+");
    if (words.length != 6 && words.length != 7) {
      throw new IllegalArgumentException(TAKES_CRON);
    }
    String fields = text.strip().substring(0, text.strip().lastIndexOf(words[words.length - 1]));
    try {
      CronExpression cron = CronExpression.parse((words.length == 6 ? "0 " : "") + fields.strip());
      Times times = new Times(cron, ZoneId.of(words[words.length - 1]), String.join(" ", words));
      if (times.areApart()) {
        return times;
      }
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(TAKES_CRON, e);
    }
    throw new IllegalArgumentException(TAKES_CRON);
  }

  /** As it stands in a row. */
  default String code() {
    return switch (this) {
      case None _ -> "none";
      case Age(Duration oldest) -> oldest.toDays() + "d";
      case Times times -> times.text();
    };
  }

  /** Reads what stands in a row. */
  static Rhythm ofCode(String code) {
    return code.indexOf(' ') < 0 ? ofDays(code) : ofCron(code);
  }
}
