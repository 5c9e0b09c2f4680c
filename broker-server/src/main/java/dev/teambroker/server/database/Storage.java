package dev.teambroker.server.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * How much room the database has left. Before it is out of it, what can wait is refused: the rest
 * is a reserve for the records of what can't, such as containment. Thread-safe.
 */
public final class Storage {
  private static final Logger log = LoggerFactory.getLogger(Storage.class);

  private final Source source;
  private volatile Usage usage = new Usage(0, Long.MAX_VALUE);
  private volatile Level level = Level.ENOUGH;

  /** Where it is measured. */
  @FunctionalInterface
  interface Source {
    Usage measure() throws IOException;
  }

  /** Bytes. */
  record Usage(long used, long capacity) {
    double share() {
      return (double) used / capacity;
    }
  }

  private enum Level {
    ENOUGH(0),
    SCARCE(0.80),
    VERY_SCARCE(0.90),
    FULL(0.95);

    private final double from;

    Level(double from) {
      this.from = from;
    }

    static Level of(Usage usage) {
      Level reached = ENOUGH;
      for (Level level : values()) {
        reached = usage.share() >= level.from ? level : reached;
      }
      return reached;
    }
  }

  Storage(Source source, MeterRegistry metrics) {
    this.source = source;
    Gauge.builder("broker.database.storage.used", () -> usage.share())
        .description("Share of the database's room that is used, 0 to 1")
        .register(metrics);
  }

  /** Why nothing that can wait is written any more; empty while there is room. */
  public Optional<String> full() {
    return level == Level.FULL
        ? Optional.of(
            "the database has used %d %% of its room, and keeps the rest in reserve"
                .formatted(Math.round(usage.share() * 100)))
        : Optional.empty();
  }

  @Scheduled(fixedDelayString = "PT10S")
  void measure() {
    try {
      usage = source.measure();
      tell(Level.of(usage));
    } catch (IOException | UncheckedIOException | DataAccessException e) {
      log.warn("the database's room can't be measured: {}", e.toString());
    }
  }

  private void tell(Level reached) {
    if (reached.compareTo(level) > 0) {
      log.warn(
          "the database has used {} % of its room{}",
          Math.round(usage.share() * 100),
          reached == Level.FULL ? ": no sessions are issued until it has more" : "");
    }
    level = reached;
  }
}
