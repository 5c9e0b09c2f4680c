package dev.teambroker.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.teambroker.server.signin.Reachable;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API's description as a broker serves it, and whether its answers are as that says. */
public final class ServedContract {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static @Nullable ServedContract served;

  private final ObjectNode document;
  private final Set<String> succeeded = new ConcurrentSkipListSet<>();
  private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

  private ServedContract(ObjectNode document) {
    this.document = document;
  }

  /** What all brokers of this build say; asked of the first that is met. */
  public static synchronized ServedContract of(Reachable broker) {
    if (served == null) {
      served = of(read(broker));
    }
    return served;
  }

  private static String read(Reachable broker) {
    try {
      HttpRequest request = HttpRequest.newBuilder(broker.of("/v1/openapi.json")).build();
      HttpResponse<String> answer = broker.http().send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer.body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public static ServedContract of(String document) {
    return new ServedContract(closed((ObjectNode) JSON.readTree(document)));
  }

  public JsonNode document() {
    return document;
  }

  /** Such as {@code POST /v1/sessions}. */
  public Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      path.getValue()
          .propertyNames()
          .forEach(
              method ->
                  operations.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey()));
    }
    return operations;
  }

  /** Those that have answered with success. */
  public Set<String> succeeded() {
    return succeeded;
  }

  /** Holds an answer to the description; what is at no described address has to be a problem. */
  public void check(HttpRequest request, HttpResponse<String> answer) {
    String asked = request.method() + " " + request.uri().getRawPath();
    String operation = operationOf(request.method(), request.uri().getRawPath());
    if (operation.isEmpty()) {
      assertThat(answer.statusCode()).as(asked).isIn(400, 401, 404, 405);
      return;
    }
    int status = answer.statusCode();
    JsonNode response = response(operation, status);
    assertThat(response.isMissingNode())
        .as("%s answers with a status that isn't described: %d %s", asked, status, answer.body())
        .isFalse();
    if (!response.has("content")) {
      assertThat(answer.body()).as(asked).isEmpty();
    } else {
      checkBody(asked, operation, answer, response.path("content"));
    }
    if (status < 300) {
      succeeded.add(operation);
    }
  }

  private void checkBody(
      String asked, String operation, HttpResponse<String> answer, JsonNode content) {
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    assertThat(content.propertyNames()).as(asked).containsExactly(type);
    Schema schema = schema(operation, answer.statusCode(), content.path(type).path("schema"));
    Stream<String> messages =
        type.endsWith("ndjson") ? answer.body().lines() : Stream.of(answer.body());
    messages.forEach(
        message -> {
          List<Error> errors = schema.validate(JSON.readTree(message));
          assertThat(errors)
              .as(
                  "%s answers %d with what isn't described: %s",
                  asked, answer.statusCode(), message)
              .isEmpty();
        });
  }

  private JsonNode response(String operation, int status) {
    return operation(operation).path("responses").path(Integer.toString(status));
  }

  public JsonNode operation(String operation) {
    String[] words = operation.split(" ", 2);
    return document.path("paths").path(words[1]).path(words[0].toLowerCase(java.util.Locale.ROOT));
  }

  /** The operation of an address; one without variables comes first. */
  private String operationOf(String method, String path) {
    return operations().stream()
        .filter(each -> each.startsWith(method + " "))
        .filter(each -> pattern(each.substring(method.length() + 1)).matcher(path).matches())
        .min(java.util.Comparator.comparingLong(each -> each.chars().filter(c -> c == '{').count()))
        .orElse("");
  }

  private static Pattern pattern(String template) {
    return Pattern.compile(template.replaceAll("\\{[^}]*}", "[^/]+"));
  }

  private Schema schema(String operation, int status, JsonNode schema) {
    return compiled.computeIfAbsent(
        operation + status,
        each -> {
          ObjectNode whole = ((ObjectNode) schema).deepCopy();
          whole.set("components", document.path("components"));
          return SCHEMAS.getSchema(whole);
        });
  }

  /** Answers may gain fields; here each that isn't described is a fault. */
  private static ObjectNode closed(ObjectNode document) {
    for (JsonNode schema : document.path("components").path("schemas")) {
      ((ObjectNode) schema).put("additionalProperties", false);
    }
    return document;
  }
}
