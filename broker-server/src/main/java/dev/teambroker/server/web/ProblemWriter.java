package dev.teambroker.server.web;

import dev.teambroker.protocol.Problem;
import dev.teambroker.protocol.ProblemType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers with a problem from a filter, where no controller is reached. */
@Component
public class ProblemWriter {
  private final JsonMapper json;

  ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  public void write(HttpServletResponse response, ProblemType type, String detail)
      throws IOException {
    write(response, Problems.of(type, detail));
  }

  /** Writes what {@link Problems} made; headers that were set on the response before stay. */
  public void write(HttpServletResponse response, ResponseEntity<Problem> problem)
      throws IOException {
    response.setStatus(problem.getStatusCode().value());
    problem
        .getHeaders()
        .forEach((name, values) -> values.forEach(v -> response.setHeader(name, v)));
    byte[] body = json.writeValueAsBytes(problem.getBody());
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
