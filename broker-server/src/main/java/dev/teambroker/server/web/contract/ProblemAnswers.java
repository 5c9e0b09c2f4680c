package dev.teambroker.server.web.contract;

import dev.teambroker.protocol.Problem;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.web.Endpoint;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The problems (RFC 9457) that an endpoint may answer with, by their status. */
final class ProblemAnswers {
  private static final Set<ProblemType> OF_ALL =
      EnumSet.of(
          ProblemType.INVALID_REQUEST,
          ProblemType.NOT_ACCEPTABLE,
          ProblemType.TOO_SLOW,
          ProblemType.TOO_LARGE,
          ProblemType.TOO_MANY_REQUESTS,
          ProblemType.INTERNAL,
          ProblemType.UNAVAILABLE);
  private static final Set<ProblemType> OF_KEYS =
      EnumSet.of(ProblemType.INVALID_PROOF, ProblemType.USE_DPOP_NONCE, ProblemType.ROW_REJECTED);
  private static final Set<ProblemType> OF_MEMBERS =
      EnumSet.of(
          ProblemType.SIGN_IN_REQUIRED,
          ProblemType.INVALID_GRANT,
          ProblemType.FORBIDDEN,
          ProblemType.PENDING,
          ProblemType.SUSPENDED,
          ProblemType.LOCKED);

  private ProblemAnswers() {}

  static Set<ProblemType> of(Endpoint endpoint, boolean hasPathVariable, boolean hasBody) {
    Set<ProblemType> types = EnumSet.copyOf(OF_ALL);
    types.addAll(List.of(endpoint.problems()));
    if (endpoint.by() != Endpoint.Caller.ANYBODY) {
      types.addAll(OF_KEYS);
    }
    if (endpoint.by() == Endpoint.Caller.MEMBER) {
      types.addAll(OF_MEMBERS);
    }
    if (hasPathVariable) {
      types.add(ProblemType.NOT_FOUND);
    }
    if (hasBody) {
      types.add(ProblemType.UNSUPPORTED_MEDIA_TYPE);
    }
    return types;
  }

  static Map<String, Object> responses(Set<ProblemType> types, Schemas schemas) {
    Map<Integer, List<ProblemType>> byStatus =
        types.stream()
            .collect(Collectors.groupingBy(ProblemType::status, TreeMap::new, Collectors.toList()));
    Map<String, Object> responses = new LinkedHashMap<>();
    byStatus.forEach(
        (status, ofStatus) ->
            responses.put(status.toString(), response(status, ofStatus, schemas)));
    return responses;
  }

  private static Map<String, Object> response(
      int status, List<ProblemType> types, Schemas schemas) {
    Map<String, Object> response = new LinkedHashMap<>();
    response.put(
        "description", types.stream().map(ProblemType::title).collect(Collectors.joining("; ")));
    response.put("headers", headers(status));
    response.put(
        "content",
        Map.of(
            "application/problem+json",
            Map.of(
                "schema",
                Map.of(
                    "allOf",
                    List.of(
                        schemas.answer(Problem.class),
                        Map.of(
                            "properties",
                            Map.of(
                                "type",
                                Map.of("enum", types.stream().map(ProblemType::uri).toList()),
                                "status",
                                Map.of("const", status))))))));
    return response;
  }

  private static Map<String, Object> headers(int status) {
    return switch (status) {
      case 401 -> headers("X-Request-Id", "WWW-Authenticate", "DPoP-Nonce");
      case 429, 503 -> headers("X-Request-Id", "Retry-After");
      default -> headers("X-Request-Id");
    };
  }

  static Map<String, Object> headers(String... names) {
    Map<String, Object> headers = new LinkedHashMap<>();
    for (String name : names) {
      headers.put(name, Map.of("$ref", "#/components/headers/" + name));
    }
    return headers;
  }
}
