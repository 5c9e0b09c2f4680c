package dev.teambroker.server.web.contract;

import dev.teambroker.server.web.JsonBodies;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** As the converters do it, failures included, and then checked as they are. */
@Component
class CheckedJson implements JsonBodies {
  private final JsonMapper json;

  CheckedJson(JsonMapper json) {
    this.json = json;
  }

  @Override
  public <T> T read(HttpServletRequest request, Class<T> type) throws IOException {
    T message = message(request, type);
    if (message == null) {
      throw new HttpMessageNotReadableException(
          "a body is required", new ServletServerHttpRequest(request));
    }
    CheckingMessages.check(message);
    return message;
  }

  private <T> @Nullable T message(HttpServletRequest request, Class<T> type) throws IOException {
    ServletInputStream body = request.getInputStream();
    try {
      return body.isFinished() ? null : json.readValue(body, type);
    } catch (JacksonException e) {
      throw new HttpMessageNotReadableException(
          "the body can't be read", e, new ServletServerHttpRequest(request));
    }
  }

  @Override
  public void write(HttpServletResponse response, Object answer) throws IOException {
    byte[] body = json.writeValueAsBytes(answer);
    try {
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }
}
