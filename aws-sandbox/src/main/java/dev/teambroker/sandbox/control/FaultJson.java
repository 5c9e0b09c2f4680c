package dev.teambroker.sandbox.control;

import dev.teambroker.sandbox.fault.FaultKind;
import dev.teambroker.sandbox.fault.PlannedFault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A planned fault as JSON: {@code {"fault": "RESET_AFTER_DOING", "operation": "CreateAccessKey",
 * "region": "us-east-1", "times": 1, "seconds": 2, "status": 500, "code": "…", "message": "…"}}, of
 * which only the fault is needed.
 */
final class FaultJson {
  private FaultJson() {}

  static PlannedFault read(JsonNode json) {
    PlannedFault.Answer usual = PlannedFault.Answer.INTERNAL_FAILURE;
    return new PlannedFault(
        FaultKind.valueOf(json.path("fault").asString("")),
        text(json, "operation"),
        text(json, "region"),
        json.path("times").asInt(1),
        json.has("seconds") ? Control.seconds(json.path("seconds")) : Duration.ZERO,
        new PlannedFault.Answer(
            json.path("status").asInt(usual.status()),
            json.path("code").asString(usual.code()),
            json.path("message").asString(usual.message())));
  }

  private static Optional<String> text(JsonNode json, String field) {
    return json.has(field) ? Optional.of(json.path(field).asString()) : Optional.empty();
  }

  static Map<String, Object> write(PlannedFault fault) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("fault", fault.kind());
    fault.operation().ifPresent(operation -> json.put("operation", operation));
    fault.region().ifPresent(region -> json.put("region", region));
    json.put("times", fault.times());
    json.put("seconds", fault.duration().toMillis() / 1000.0);
    return json;
  }
}
