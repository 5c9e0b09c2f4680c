package dev.teambroker.server.web.contract;

import dev.teambroker.protocol.Shape;
import dev.teambroker.server.web.InvalidField;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Each part of an address is held to the contract before its handler is reached: those parameters
 * that it has, each once. The query is read by itself: the servlet API would read forms as well.
 */
@Component
class CheckedParameters implements HandlerInterceptor, WebMvcConfigurer {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
  private static final String QUERY = "query";
  private static final String UNREADABLE = "\ufffd";

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && request.getDispatcherType() == DispatcherType.REQUEST) {
      Map<String, String> query = query(request.getQueryString());
      Map<String, Parameter> known = Parameter.of(method);
      for (String name : query.keySet()) {
        if (!known.containsKey(name) || !known.get(name).isOfQuery()) {
          throw unknown(name, known);
        }
      }
      known.forEach((name, parameter) -> check(parameter, valueOf(parameter, request, query)));
    }
    return true;
  }

  private static String valueOf(
      Parameter parameter, HttpServletRequest request, Map<String, String> query) {
    if (parameter.isOfQuery()) {
      return query.getOrDefault(parameter.name(), "");
    }
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> path
        ? String.valueOf(path.get(parameter.name()))
        : "";
  }

  private static void check(Parameter parameter, String value) {
    Shape shape = Shapes.orUsual(parameter.shape());
    if (value.isEmpty()) {
      return;
    }
    if (parameter.isNumber()) {
      if (!NUMBER.matcher(value).matches() || !Shapes.holds(shape, Long.parseLong(value))) {
        throw new InvalidField(parameter.name(), Shapes.numberOf(shape));
      }
    } else if (!Shapes.holds(shape, value) || value.contains(UNREADABLE)) {
      throw new InvalidField(parameter.name(), Shapes.textOf(shape));
    }
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new HashMap<>();
    for (String pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      if (query.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1))) != null) {
        throw new InvalidField(shown(name), "given once");
      }
    }
    return query;
  }

  private static InvalidField unknown(String name, Map<String, Parameter> known) {
    String names =
        String.join(
            ", ",
            known.values().stream()
                .filter(Parameter::isOfQuery)
                .map(Parameter::name)
                .sorted()
                .toList());
    return new InvalidField(
        shown(name),
        "no such parameter; "
            + (names.isEmpty() ? "there are none" : "the parameters are " + names));
  }

  private static String shown(String name) {
    return NAME.matcher(name).matches() ? name : QUERY;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidField(QUERY, "percent-encoded UTF-8");
    }
  }
}
