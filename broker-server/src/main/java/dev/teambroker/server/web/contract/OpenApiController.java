package dev.teambroker.server.web.contract;

import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.PublicUrl;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** {@code GET /v1/openapi.json}: made once, when it is first asked for. */
@RestController
class OpenApiController {
  private final ObjectProvider<RequestMappingHandlerMapping> handlers;
  private final PublicUrl publicUrl;
  private volatile @Nullable Map<String, @Nullable Object> document;

  OpenApiController(
      @Qualifier("requestMappingHandlerMapping")
          ObjectProvider<RequestMappingHandlerMapping> handlers,
      PublicUrl publicUrl) {
    this.handlers = handlers;
    this.publicUrl = publicUrl;
  }

  @Endpoint(value = "Describes the API", answer = Map.class, by = Endpoint.Caller.ANYBODY)
  @GetMapping(path = "/v1/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  Map<String, @Nullable Object> describe() {
    Map<String, @Nullable Object> made = document;
    if (made == null) {
      made =
          sorted(
              DescribingApi.of(
                  handlers.getObject().getHandlerMethods(), publicUrl.uri().toString()));
      document = made;
    }
    return made;
  }

  /** By name, so that every replica gives the same text, after every start. */
  private static Map<String, @Nullable Object> sorted(Map<?, ?> object) {
    Map<String, @Nullable Object> byName = new TreeMap<>();
    object.forEach((name, value) -> byName.put(String.valueOf(name), sortedWithin(value)));
    return byName;
  }

  private static @Nullable Object sortedWithin(@Nullable Object part) {
    return switch (part) {
      case null -> null;
      case Map<?, ?> object -> sorted(object);
      case List<?> list -> list.stream().map(OpenApiController::sortedWithin).toList();
      default -> part;
    };
  }
}
