package dev.teambroker.server.rotation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How many runs are under way and how many of them are held, counted each half minute. From rows as
 * they are stored: nothing is decided by it.
 */
@Component
class RotationMetrics {
  private final JdbcClient database;
  private volatile Counted counted = new Counted(0, 0);

  private record Counted(long underWay, long held) {}

  RotationMetrics(JdbcClient database, MeterRegistry metrics) {
    this.database = database;
    Gauge.builder("broker.rotations.under.way", () -> counted.underWay())
        .description("Rotations that have begun and not ended")
        .register(metrics);
    Gauge.builder("broker.rotations.held", () -> counted.held())
        .description("Rotations that wait for a person")
        .register(metrics);
  }

  @Scheduled(fixedDelayString = "PT30S")
  void count() {
    counted =
        database
            .sql(
                """
                select count(*) as under_way, count(hold_ground) as held from broker.rotation
                 where step not in ('done', 'undone')
                """)
            .query((row, _) -> new Counted(row.getLong("under_way"), row.getLong("held")))
            .single();
  }
}
