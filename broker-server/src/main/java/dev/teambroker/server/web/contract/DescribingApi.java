package dev.teambroker.server.web.contract;

import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.Endpoint.Caller;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/** Makes the description of the handlers below /v1: an OpenAPI 3.1 document. */
final class DescribingApi {
  private static final String TOKEN = "accessToken";
  private static final String PROOF = "proof";

  private final Schemas schemas = new Schemas();
  private final Map<String, Map<String, Object>> paths = new TreeMap<>();

  private DescribingApi() {}

  static Map<String, Object> of(Map<RequestMappingInfo, HandlerMethod> handlers, String publicUrl) {
    DescribingApi api = new DescribingApi();
    handlers.forEach(api::add);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put("info", Fixed.INFO);
    document.put("servers", List.of(Map.of("url", publicUrl)));
    document.put("paths", api.paths);
    document.put(
        "components",
        Map.of(
            "schemas", api.schemas.named(),
            "headers", Fixed.HEADERS,
            "securitySchemes", Fixed.SECURITY));
    return document;
  }

  private void add(RequestMappingInfo mapping, HandlerMethod handler) {
    for (String path : mapping.getPatternValues()) {
      for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
        if (path.startsWith("/v1/")) {
          paths
              .computeIfAbsent(path, each -> new TreeMap<>())
              .put(method.name().toLowerCase(Locale.ROOT), operation(path, mapping, handler));
        }
      }
    }
  }

  private Map<String, Object> operation(
      String path, RequestMappingInfo mapping, HandlerMethod handler) {
    Endpoint endpoint = handler.getMethodAnnotation(Endpoint.class);
    if (endpoint == null) {
      throw new IllegalStateException(handler + " lacks @Endpoint, which says what it answers");
    }
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("summary", endpoint.value());
    operation.put("security", security(endpoint.by()));
    List<Map<String, Object>> parameters = parameters(handler);
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    Map<String, Object> body = body(mapping, handler, endpoint.reads());
    if (!body.isEmpty()) {
      operation.put("requestBody", Map.of("required", true, "content", body));
    }
    Map<String, Object> responses = new TreeMap<>();
    responses.putAll(
        ProblemAnswers.responses(
            ProblemAnswers.of(endpoint, path.contains("{"), !body.isEmpty()), schemas));
    responses.put(Integer.toString(status(endpoint)), success(endpoint));
    operation.put("responses", responses);
    return operation;
  }

  private static List<Map<String, List<String>>> security(Caller caller) {
    return switch (caller) {
      case MEMBER -> List.of(Map.of(TOKEN, List.of(), PROOF, List.of()));
      case KEY -> List.of(Map.of(PROOF, List.of()));
      case ANYBODY -> List.of();
    };
  }

  private static List<Map<String, Object>> parameters(HandlerMethod handler) {
    return Parameter.of(handler).values().stream()
        .map(
            parameter ->
                Map.of(
                    "name", parameter.name(),
                    "in", parameter.isOfQuery() ? "query" : "path",
                    "required", parameter.isRequired(),
                    "schema", Schemas.of(parameter)))
        .toList();
  }

  private Map<String, Object> body(
      RequestMappingInfo mapping, HandlerMethod handler, Class<?> reads) {
    if (mapping
        .getConsumesCondition()
        .getConsumableMediaTypes()
        .contains(MediaType.APPLICATION_FORM_URLENCODED)) {
      return Map.of(
          MediaType.APPLICATION_FORM_URLENCODED_VALUE, Map.of("schema", Fixed.TOKEN_FORM));
    }
    if (reads != void.class) {
      return json(reads);
    }
    for (var parameter : handler.getMethodParameters()) {
      if (parameter.hasParameterAnnotation(RequestBody.class)) {
        return json(parameter.getParameterType());
      }
    }
    return Map.of();
  }

  private Map<String, Object> json(Class<?> type) {
    return Map.of(MediaType.APPLICATION_JSON_VALUE, Map.of("schema", schemas.request(type)));
  }

  private static int status(Endpoint endpoint) {
    if (endpoint.creates()) {
      return 201;
    }
    return endpoint.answer() == void.class ? 204 : 200;
  }

  private Map<String, Object> success(Endpoint endpoint) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("description", endpoint.value());
    response.put("headers", ProblemAnswers.headers("X-Request-Id"));
    if (endpoint.answer() != void.class) {
      response.put("content", Map.of(endpoint.mediaType(), Map.of("schema", answer(endpoint))));
    }
    return response;
  }

  private Map<String, Object> answer(Endpoint endpoint) {
    if (endpoint.answer() == Map.class) {
      return Map.of("type", "object");
    }
    Map<String, Object> one = schemas.answer(endpoint.answer());
    return endpoint.list() ? Map.of("type", "array", "items", one) : one;
  }
}
