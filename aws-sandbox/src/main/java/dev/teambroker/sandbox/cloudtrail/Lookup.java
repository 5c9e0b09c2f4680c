package dev.teambroker.sandbox.cloudtrail;

import static dev.teambroker.sandbox.setting.Enforcement.IAM_EVENTS_IN_ONE_REGION;
import static dev.teambroker.sandbox.setting.Enforcement.LOOKUP_INPUT;
import static dev.teambroker.sandbox.setting.Enforcement.TRAIL_DELAY;

import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.setting.Delay;
import dev.teambroker.sandbox.trail.TrailEvent;
import dev.teambroker.sandbox.wire.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks events up: of the signed region, the newest first, fifty at a time, some time later. */
final class Lookup {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MOST = 50;

  private final Call call;
  private final JsonNode input;

  Lookup(Call call, JsonNode input) {
    this.call = call;
    this.input = input;
  }

  Map<String, Object> found() {
    check();
    Optional<Attribute> attribute = attribute();
    List<TrailEvent> all =
        call.environment().log().newestFirst().stream()
            .filter(this::isOfCallersAccount)
            .filter(this::isOfRegion)
            .filter(this::hasArrived)
            .filter(this::isInTime)
            .filter(event -> attribute.map(wanted -> wanted.matches(event)).orElse(true))
            .toList();
    int start = offset();
    int end = Math.min(all.size(), start + input.path("MaxResults").asInt(MOST));
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("Events", all.subList(Math.min(start, end), end).stream().map(Lookup::json).toList());
    if (end < all.size()) {
      page.put("NextToken", Integer.toString(end));
    }
    return page;
  }

  private void check() {
    int results = input.path("MaxResults").asInt(MOST);
    refuse(
        results < 1 || results > MOST,
        "InvalidMaxResultsException",
        "MaxResults must be between 1 and 50.");
    refuse(
        input.path("LookupAttributes").size() > 1,
        "InvalidLookupAttributesException",
        "You can only specify one lookup attribute.");
    Optional<Instant> start = time("StartTime");
    Optional<Instant> end = time("EndTime");
    refuse(
        start.isPresent() && end.isPresent() && start.get().isAfter(end.get()),
        "InvalidTimeRangeException",
        "The start time is after the end time.");
    refuse(
        !input.path("NextToken").asString("0").matches("[0-9]{1,9}"),
        "InvalidNextTokenException",
        "The token is invalid.");
  }

  private void refuse(boolean broken, String code, String message) {
    call.refuse(LOOKUP_INPUT, broken, () -> new AwsError(400, code, message));
  }

  private Optional<Attribute> attribute() {
    JsonNode first = input.path("LookupAttributes").path(0);
    if (first.isMissingNode()) {
      return Optional.empty();
    }
    String key = first.path("AttributeKey").asString("");
    String value = first.path("AttributeValue").asString("");
    return Optional.of(
        Attribute.of(key, value)
            .orElseThrow(
                () ->
                    new AwsError(
                        400,
                        "InvalidLookupAttributesException",
                        "The lookup attribute key is invalid: " + key)));
  }

  private int offset() {
    String token = input.path("NextToken").asString("0");
    return token.matches("[0-9]{1,9}") ? Integer.parseInt(token) : 0;
  }

  private boolean isOfCallersAccount(TrailEvent event) {
    return call.caller().identity().account().equals(event.content().get("recipientAccountId"));
  }

  private boolean isOfRegion(TrailEvent event) {
    return event.region().equals(call.origin().region())
        || !call.settings().on(IAM_EVENTS_IN_ONE_REGION);
  }

  private boolean hasArrived(TrailEvent event) {
    Duration delay =
        call.settings().on(TRAIL_DELAY) ? call.settings().get(Delay.TRAIL) : Duration.ZERO;
    return !event.time().plus(delay).isAfter(call.now());
  }

  private boolean isInTime(TrailEvent event) {
    return !time("StartTime").filter(event.time()::isBefore).isPresent()
        && !time("EndTime").filter(event.time()::isAfter).isPresent();
  }

  private Optional<Instant> time(String field) {
    JsonNode seconds = input.path(field);
    return seconds.isNumber()
        ? Optional.of(Instant.ofEpochMilli(Math.round(seconds.asDouble() * 1000)))
        : Optional.empty();
  }

  private static Map<String, Object> json(TrailEvent event) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("EventId", event.eventId());
    json.put("EventName", event.name());
    json.put("ReadOnly", Boolean.toString(event.readOnly()));
    event.accessKeyId().ifPresent(id -> json.put("AccessKeyId", id));
    json.put("EventTime", event.time().getEpochSecond());
    json.put("EventSource", event.source());
    event.userName().ifPresent(name -> json.put("Username", name));
    json.put(
        "Resources",
        event.resources().stream()
            .map(one -> Map.of("ResourceType", one.type(), "ResourceName", one.name()))
            .toList());
    json.put("CloudTrailEvent", JSON.writeValueAsString(event.content()));
    return json;
  }
}
