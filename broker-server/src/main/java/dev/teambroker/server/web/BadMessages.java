package dev.teambroker.server.web;

import dev.teambroker.protocol.ProblemType;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** A problem for what Jetty refuses itself: messages that are not HTTP, or too long a header. */
final class BadMessages extends ErrorHandler {
  private static final String DETAIL = "The request can't be read as HTTP, or is too long.";

  private final JsonMapper json;

  BadMessages(JsonMapper json) {
    this.json = json;
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      String message,
      Throwable cause,
      Callback callback) {
    ProblemType type = ProblemController.typeOf(status);
    response.setStatus(type.status());
    response
        .getHeaders()
        .put(HttpHeader.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
        .put(HttpHeader.CACHE_CONTROL, "no-store");
    byte[] body = json.writeValueAsBytes(Problems.of(type, DETAIL).getBody());
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
