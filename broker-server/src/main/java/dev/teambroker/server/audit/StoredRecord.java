package dev.teambroker.server.audit;

import dev.teambroker.server.web.RequestContext;
import dev.teambroker.server.web.RequestContext.Actor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a stored record says, read back.
 *
 * @param context of the request that it was written in
 */
record StoredRecord(String action, JsonNode attributes, RequestContext context) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static StoredRecord of(String body) {
    JsonNode read = JSON.readTree(body);
    RequestContext context =
        new RequestContext(
            read.path("requestId").asString("none"), text(read, "source"), actor(read));
    return new StoredRecord(read.path("action").asString(""), read.path("attributes"), context);
  }

  /** The same subject's event of that name, about the same. */
  AuditEvent followedBy(String name) {
    AuditEvent event = AuditEvent.of(action.replaceFirst("[.].*", "") + "." + name);
    for (var attribute : attributes.properties()) {
      event = event.with(attribute.getKey(), attribute.getValue().asString(""));
    }
    return event;
  }

  private static @Nullable Actor actor(JsonNode read) {
    JsonNode member = read.path("member");
    JsonNode device = read.path("device");
    return member.isObject()
        ? new Actor(
            member.path("id").asString(""),
            member.path("name").asString(""),
            device.path("id").asString(""),
            device.path("name").asString(""))
        : null;
  }

  private static @Nullable String text(JsonNode read, String name) {
    JsonNode value = read.path(name);
    return value.isString() ? value.asString() : null;
  }
}
