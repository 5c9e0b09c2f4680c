package dev.teambroker.server.aws;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * AWS's time, learnt from the Date header of its answers. The header has whole seconds and the
 * answer took its time, so one sample says only that the difference lies in a range; the smallest
 * difference in it is believed, so that a slow answer never looks like a wrong clock. Thread-safe.
 */
@Component
public class AwsClock {
  /** A sample of the difference: what to add to the local time, and when it was taken. */
  private record Sample(Duration ahead, Instant takenAt) {}

  private final InstantSource local;
  private final Map<Partition, Sample> samples = new ConcurrentHashMap<>();

  AwsClock(InstantSource local) {
    this.local = local;
  }

  /** AWS's time, as far as it is known; the local time before the first answer. */
  public Instant now(Partition partition) {
    return local.instant().plus(ahead(partition));
  }

  /** How far AWS's clock is ahead of the local one; negative where it is behind. */
  public Duration ahead(Partition partition) {
    Sample sample = samples.get(partition);
    return sample == null ? Duration.ZERO : sample.ahead();
  }

  /** Whether an answer of AWS's told the time within the given age. */
  public boolean isKnownWithin(Partition partition, Duration age) {
    return Optional.ofNullable(samples.get(partition))
        .map(sample -> Duration.between(sample.takenAt(), local.instant()).abs())
        .filter(since -> since.compareTo(age) <= 0)
        .isPresent();
  }

  Instant localNow() {
    return local.instant();
  }

  /** Learns from an answer; a header that isn't a date teaches nothing. */
  void observe(Partition partition, @Nullable String dateHeader, Instant sent, Instant received) {
    instant(dateHeader)
        .ifPresent(
            date ->
                samples.put(
                    partition,
                    new Sample(
                        smallest(
                            Duration.between(received, date),
                            Duration.between(sent, date.plusSeconds(1))),
                        received)));
  }

  private static Duration smallest(Duration least, Duration most) {
    if (least.isPositive()) {
      return least;
    }
    return most.isNegative() ? most : Duration.ZERO;
  }

  private static Optional<Instant> instant(@Nullable String dateHeader) {
    if (dateHeader == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          ZonedDateTime.parse(dateHeader, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
