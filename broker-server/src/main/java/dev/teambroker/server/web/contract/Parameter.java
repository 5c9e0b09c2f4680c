package dev.teambroker.server.web.contract;

import dev.teambroker.protocol.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;

/** A parameter in the address of a handler: in its path or its query. */
record Parameter(
    String name,
    boolean isOfQuery,
    boolean isRequired,
    boolean isNumber,
    @Nullable String usual,
    @Nullable Shape shape) {

  static Map<String, Parameter> of(HandlerMethod handler) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (MethodParameter each : handler.getMethodParameters()) {
      Parameter parameter = of(each);
      if (parameter != null) {
        parameters.put(parameter.name, parameter);
      }
    }
    return parameters;
  }

  private static @Nullable Parameter of(MethodParameter parameter) {
    PathVariable path = parameter.getParameterAnnotation(PathVariable.class);
    RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
    Shape shape = parameter.getParameterAnnotation(Shape.class);
    boolean isNumber = parameter.getParameterType() != String.class;
    if (path != null) {
      return new Parameter(nameOf(path.value(), parameter), false, true, isNumber, null, shape);
    }
    if (query == null) {
      return null;
    }
    boolean hasUsual = !query.defaultValue().equals(ValueConstants.DEFAULT_NONE);
    return new Parameter(
        nameOf(query.value(), parameter),
        true,
        query.required() && !hasUsual,
        isNumber,
        hasUsual ? query.defaultValue() : null,
        shape);
  }

  private static String nameOf(String given, MethodParameter parameter) {
    return given.isEmpty() ? Objects.requireNonNull(parameter.getParameter().getName()) : given;
  }
}
