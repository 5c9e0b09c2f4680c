package dev.teambroker.server.audit.checkpoint;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** For alarms: how far back a start could be deceived. */
@Component
class CheckpointMetrics {
  CheckpointMetrics(Checkpointing checkpointing, MeterRegistry metrics) {
    Gauge.builder("broker.audit.checkpoint.age", () -> checkpointing.age().toSeconds())
        .description("Since this replica kept a checkpoint where a start can read it")
        .baseUnit("seconds")
        .register(metrics);
  }
}
