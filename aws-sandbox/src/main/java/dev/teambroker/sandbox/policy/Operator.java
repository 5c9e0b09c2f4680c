package dev.teambroker.sandbox.policy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalInt;

/** The condition operators, in their positive form. */
enum Operator {
  StringEquals,
  StringEqualsIgnoreCase,
  StringLike,
  ArnEquals,
  ArnLike,
  Bool,
  IpAddress,
  NumericEquals,
  NumericLessThan,
  NumericLessThanEquals,
  NumericGreaterThan,
  NumericGreaterThanEquals,
  DateEquals,
  DateLessThan,
  DateLessThanEquals,
  DateGreaterThan,
  DateGreaterThanEquals;

  static Optional<Operator> named(String name) {
    for (Operator operator : values()) {
      if (operator.name().equals(name)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  /** Compares one value that the question has with one that the policy wants. */
  boolean holds(String has, String wanted) {
    return switch (this) {
      case StringEquals -> has.equals(wanted);
      case StringEqualsIgnoreCase, Bool -> has.equalsIgnoreCase(wanted);
      case StringLike, ArnEquals, ArnLike -> Glob.matches(wanted, has);
      case IpAddress -> IpRange.of(wanted).contains(has);
      case NumericEquals, DateEquals -> compared(has, wanted, 0, 0);
      case NumericLessThan, DateLessThan -> compared(has, wanted, -1, -1);
      case NumericLessThanEquals, DateLessThanEquals -> compared(has, wanted, -1, 0);
      case NumericGreaterThan, DateGreaterThan -> compared(has, wanted, 1, 1);
      case NumericGreaterThanEquals, DateGreaterThanEquals -> compared(has, wanted, 0, 1);
    };
  }

  private boolean compared(String has, String wanted, int least, int most) {
    OptionalInt sign = name().startsWith("Date") ? dates(has, wanted) : numbers(has, wanted);
    return sign.isPresent() && sign.getAsInt() >= least && sign.getAsInt() <= most;
  }

  private static OptionalInt numbers(String has, String wanted) {
    try {
      return OptionalInt.of(new BigDecimal(has).compareTo(new BigDecimal(wanted)));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static OptionalInt dates(String has, String wanted) {
    try {
      return OptionalInt.of(Integer.signum(date(has).compareTo(date(wanted))));
    } catch (DateTimeParseException e) {
      return OptionalInt.empty();
    }
  }

  private static Instant date(String text) {
    return text.chars().allMatch(Character::isDigit)
        ? Instant.ofEpochSecond(Long.parseLong(text))
        : OffsetDateTime.parse(text).toInstant();
  }
}
