package dev.teambroker.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** What takes no access token. All else is denied without one. */
final class OpenPaths {
  /** By a device's key alone: the proof says which. */
  static final RequestMatcher BY_KEY =
      new OrRequestMatcher(
          post("/v1/token"),
          post("/v1/enrolments"),
          post("/v1/enrolments/{id}/codes"),
          post("/v1/second-factor/recovery"));

  /** By anybody. */
  static final RequestMatcher BY_ANYBODY =
      new OrRequestMatcher(get("/v1/openapi.json"), get("/v1/openapi.yaml"), get("/v1/openapi"));

  private OpenPaths() {}

  static boolean isByKey(HttpServletRequest request) {
    return BY_KEY.matches(request);
  }

  private static RequestMatcher post(String path) {
    return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, path);
  }

  private static RequestMatcher get(String path) {
    return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, path);
  }
}
