package dev.teambroker.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import java.net.http.HttpResponse;
import java.util.Objects;
import org.assertj.core.api.AbstractStringAssert;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a replica answered. */
public record Answer(int status, String body, HttpResponse<String> response) {
  private static final JsonMapper JSON = new JsonMapper();

  static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), Objects.requireNonNull(response.body()), response);
  }

  public JsonNode json() {
    return JSON.readTree(body);
  }

  public String text(String field) {
    return json().path(field).asString("");
  }

  public Answer expect(int wanted) {
    assertThat(status).as(body).isEqualTo(wanted);
    return this;
  }

  public Answer expect(ProblemType problem) {
    expect(problem.status());
    assertThat(text("type")).as(body).isEqualTo(problem.uri());
    assertThat(header("Content-Type")).startsWith("application/problem+json");
    return this;
  }

  public boolean is(ProblemType problem) {
    return status == problem.status() && text("type").equals(problem.uri());
  }

  public AbstractStringAssert<?> detail() {
    return assertThat(text("detail"));
  }

  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
