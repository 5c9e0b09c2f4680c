package dev.teambroker.sandbox.fault;

import java.time.Duration;
import java.util.Optional;

/** What shall go wrong with the next calls that it matches. */
public record PlannedFault(
    FaultKind kind,
    Optional<String> operation,
    Optional<String> region,
    int times,
    Duration duration,
    Answer answer) {

  /** What an error says. */
  public record Answer(int status, String code, String message) {
    public static final Answer INTERNAL_FAILURE =
        new Answer(
            500,
            "InternalFailure",
            "The request processing has failed because of an unknown error, exception or failure.");
    public static final Answer THROTTLING = new Answer(400, "Throttling", "Rate exceeded");
  }

  boolean matches(Target target) {
    return operation.map(target.operation()::equals).orElse(true)
        && region.map(target.region()::equals).orElse(true);
  }

  PlannedFault oneLess() {
    return new PlannedFault(kind, operation, region, times - 1, duration, answer);
  }

  /** What a request is for, as far as it can be told without checking its signature. */
  public record Target(String operation, String region) {}
}
