package dev.teambroker.server.audit;

import dev.teambroker.server.web.RequestContext;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The text of a record: compact JSON, made once, then stored, hashed and exported as it is. */
@NamedInterface("inside")
public final class RecordBody {
  /** Absent members are left out, and inside a JSON text a quote is escaped: so this finds all. */
  private static final String CHANGES = "\"changes\":";

  private static final Pattern BEGINS =
      Pattern.compile("\\{\"replica\":\"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\"");

  private static final Pattern ENDS =
      Pattern.compile("\\{\"ends\":\\{\"epoch\":(\\d{1,18}),\"number\":(\\d{1,18})}");

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<String, RowKind> KINDS =
      Arrays.stream(RowKind.values()).collect(Collectors.toMap(RowKind::code, Function.identity()));

  private RecordBody() {}

  public static String of(
      AuditEvent event, Purpose purpose, Instant at, Optional<RequestContext> context) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      write(json, purpose);
      json.writeStringProperty("at", at.toString());
      json.writeStringProperty("action", event.action());
      context.ifPresent(request -> write(json, request));
      write(json, event.body());
      write(json, event.changes());
      json.writeEndObject();
    }
    return text.toString();
  }

  /** First, so that {@link #purposeOf} finds it without reading the whole text. */
  private static void write(JsonGenerator json, Purpose purpose) {
    switch (purpose) {
      case Purpose.Tells _ -> {}
      case Purpose.Begins(UUID replica) -> json.writeStringProperty("replica", replica.toString());
      case Purpose.Ends ends -> {
        json.writeObjectPropertyStart("ends");
        json.writeNumberProperty("epoch", ends.epoch());
        json.writeNumberProperty("number", ends.number());
        json.writeEndObject();
      }
    }
  }

  static Purpose purposeOf(String body) {
    if (body.startsWith("{\"replica\"")) {
      Matcher begins = BEGINS.matcher(body);
      return begins.lookingAt()
          ? new Purpose.Begins(UUID.fromString(begins.group(1)))
          : Purpose.TELLS;
    }
    if (body.startsWith("{\"ends\"")) {
      Matcher ends = ENDS.matcher(body);
      return ends.lookingAt()
          ? new Purpose.Ends(Long.parseLong(ends.group(1)), Long.parseLong(ends.group(2)), null)
          : Purpose.TELLS;
    }
    return Purpose.TELLS;
  }

  private static void write(JsonGenerator json, RequestContext request) {
    json.writeStringProperty("requestId", request.requestId());
    if (request.sourceAddress() != null) {
      json.writeStringProperty("source", request.sourceAddress());
    }
    RequestContext.Actor actor = request.actor();
    if (actor != null) {
      write(json, "member", actor.memberId(), actor.memberName());
      write(json, "device", actor.deviceId(), actor.deviceName());
    }
  }

  private static void write(JsonGenerator json, String what, String id, String name) {
    json.writeObjectPropertyStart(what);
    json.writeStringProperty("id", id);
    json.writeStringProperty("name", name);
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Map<String, String> attributes) {
    if (attributes.isEmpty()) {
      return;
    }
    json.writeObjectPropertyStart("attributes");
    attributes.forEach(json::writeStringProperty);
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, List<RowChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart("changes");
    for (RowChange change : changes) {
      json.writeStartObject();
      json.writeStringProperty("kind", change.kind().code());
      json.writeStringProperty("id", change.id());
      json.writeNumberProperty("version", change.version());
      json.writeStringProperty("mac", change.mac());
      json.writeBooleanProperty("removed", change.removed());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The changes that a record names; what is not as {@link #of} writes it is no change. */
  public static List<RowChange> changesIn(String body) {
    if (!body.contains(CHANGES)) {
      return List.of();
    }
    try {
      List<RowChange> changes = new ArrayList<>();
      for (JsonNode change : JSON.readTree(body).path("changes")) {
        RowChange read = read(change);
        if (read != null) {
          changes.add(read);
        }
      }
      return changes;
    } catch (JacksonException notOurs) {
      return List.of();
    }
  }

  private static @Nullable RowChange read(JsonNode change) {
    RowKind kind = KINDS.get(change.path("kind").asString(""));
    String mac = change.path("mac").asString("");
    String id = change.path("id").asString("");
    return kind == null || id.isEmpty() || mac.length() != 64
        ? null
        : new RowChange(
            kind,
            id,
            change.path("version").asLong(0),
            mac,
            change.path("removed").asBoolean(false));
  }
}
