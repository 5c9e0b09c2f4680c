package dev.teambroker.sandbox.control;

import dev.teambroker.sandbox.call.Environment;
import dev.teambroker.sandbox.fault.Faults;
import dev.teambroker.sandbox.http.HttpAnswer;
import dev.teambroker.sandbox.http.HttpRequest;
import dev.teambroker.sandbox.setting.Delay;
import dev.teambroker.sandbox.setting.Enforcement;
import dev.teambroker.sandbox.setting.Limit;
import dev.teambroker.sandbox.setting.Settings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /control}: reads and sets what a test sets through the Java API. JSON in and out; for
 * programs on this machine only, never for a page in somebody's browser.
 */
public final class Control {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern LOOPBACK = Pattern.compile("(127\\.0\\.0\\.1|localhost)(:[0-9]+)?");

  private final Environment environment;
  private final Faults faults;
  private final Function<JsonNode, String> seed;

  /** {@code seed} plants what it is given and tells what came of it. */
  public Control(Environment environment, Faults faults, Function<JsonNode, String> seed) {
    this.environment = environment;
    this.faults = faults;
    this.seed = seed;
  }

  public HttpAnswer.Full answer(HttpRequest request) {
    boolean local =
        request.header("host").filter(host -> LOOPBACK.matcher(host).matches()).isPresent();
    if (!local || request.header("origin").isPresent()) {
      return problem(403, "the control endpoint is for programs on this machine");
    }
    try {
      return request.method().equals("GET") ? get(request.path()) : change(request);
    } catch (IllegalArgumentException | JacksonException e) {
      return problem(400, String.valueOf(e.getMessage()));
    }
  }

  private HttpAnswer.Full get(String path) {
    return switch (path) {
      case "/control" -> json(state());
      case "/control/events" ->
          json(environment.log().newestFirst().stream().map(event -> event.content()).toList());
      default -> problem(404, "GET /control or /control/events");
    };
  }

  private HttpAnswer.Full change(HttpRequest request) {
    if (!request.header("content-type").filter("application/json"::equals).isPresent()) {
      return problem(415, "changes are sent as application/json");
    }
    JsonNode input = JSON.readTree(request.bodyText());
    Settings settings = environment.settings();
    switch (request.method() + " " + request.path()) {
      case "POST /control/clock" -> setClock(input);
      case "POST /control/delays" ->
          input
              .properties()
              .forEach(one -> settings.set(Delay.valueOf(one.getKey()), seconds(one.getValue())));
      case "POST /control/limits" ->
          input
              .properties()
              .forEach(one -> settings.set(Limit.valueOf(one.getKey()), one.getValue().asInt()));
      case "POST /control/enforcements" ->
          input
              .properties()
              .forEach(
                  one ->
                      settings.set(Enforcement.valueOf(one.getKey()), one.getValue().asBoolean()));
      case "POST /control/reset" -> {
        settings.reset();
        faults.clear();
        environment.clock().setOffset(Duration.ZERO);
      }
      case "POST /control/faults" -> faults.plan(FaultJson.read(input));
      case "DELETE /control/faults" -> faults.clear();
      case "POST /control/late" -> faults.deliverLate();
      case "POST /control/seed" -> {
        return HttpAnswer.text(200, "application/json", seed.apply(input));
      }
      default -> {
        return problem(
            404,
            "POST /control/clock, delays, limits, enforcements, reset, faults, late or seed;"
                + " DELETE /control/faults");
      }
    }
    return json(state());
  }

  private void setClock(JsonNode input) {
    if (input.has("offsetSeconds")) {
      environment.clock().setOffset(seconds(input.path("offsetSeconds")));
    }
    if (input.has("advanceSeconds")) {
      environment.clock().advance(seconds(input.path("advanceSeconds")));
    }
  }

  static Duration seconds(JsonNode number) {
    if (!number.isNumber()) {
      throw new IllegalArgumentException("a number of seconds is wanted");
    }
    return Duration.ofMillis(Math.round(number.asDouble() * 1000));
  }

  private Map<String, Object> state() {
    Settings settings = environment.settings();
    Map<Delay, Object> delays = new EnumMap<>(Delay.class);
    for (Delay delay : Delay.values()) {
      delays.put(delay, settings.get(delay).toMillis() / 1000.0);
    }
    Map<Limit, Object> limits = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      limits.put(limit, settings.get(limit));
    }
    Map<Enforcement, Object> enforcements = new EnumMap<>(Enforcement.class);
    for (Enforcement rule : Enforcement.values()) {
      enforcements.put(rule, settings.on(rule));
    }
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("time", environment.clock().instant().toString());
    state.put("offsetSeconds", environment.clock().offset().toMillis() / 1000.0);
    state.put("delays", delays);
    state.put("limits", limits);
    state.put("enforcements", enforcements);
    state.put("faults", faults.planned().stream().map(FaultJson::write).toList());
    return state;
  }

  private static HttpAnswer.Full json(Object content) {
    return HttpAnswer.text(200, "application/json", JSON.writeValueAsString(content));
  }

  private static HttpAnswer.Full problem(int status, String detail) {
    return HttpAnswer.text(
        status, "application/json", JSON.writeValueAsString(Map.of("problem", detail)));
  }
}
