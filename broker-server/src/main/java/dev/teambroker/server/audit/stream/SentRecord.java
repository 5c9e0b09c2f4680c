package dev.teambroker.server.audit.stream;

import dev.teambroker.protocol.AuditRecords.Line;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A record on its way, as the line of an export that it is. */
record SentRecord(Line line) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** JSON in one line, without the line's end. */
  String json() {
    return JSON.writeValueAsString(line);
  }

  /** The same, ended, in UTF-8. */
  byte[] jsonLine() {
    return (json() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** When what it tells of happened; empty for a body that no broker wrote. */
  Optional<Instant> at() {
    try {
      return Optional.of(Instant.parse(JSON.readTree(line.body()).path("at").asString()));
    } catch (JacksonException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static SentRecord read(String jsonLine) {
    return new SentRecord(JSON.readValue(jsonLine, Line.class));
  }

  boolean isAfter(Line other) {
    return line.epoch() > other.epoch()
        || (line.epoch() == other.epoch() && line.number() > other.number());
  }
}
