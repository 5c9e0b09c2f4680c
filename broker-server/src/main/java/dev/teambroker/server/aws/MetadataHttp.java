package dev.teambroker.server.aws;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * Asks the metadata service next door: no proxy, no redirect, little patience. What went wrong is a
 * sentence without the answer's content.
 */
final class MetadataHttp {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int ATTEMPTS = 3;

  /** No credentials came; the message is for whoever runs the broker. */
  static final class Unanswered extends Exception {
    private static final long serialVersionUID = 1;

    Unanswered(String message) {
      super(message, null, false, false);
    }
  }

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(TIMEOUT)
          .build();

  /** The body of a good answer; the caller overwrites it. */
  byte[] send(String method, URI uri, Map<String, String> headers) throws Unanswered {
    HttpRequest request = request(method, uri, headers);
    String failure = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        var answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() == 200) {
          return answer.body();
        }
        failure = "status " + answer.statusCode();
        if (answer.statusCode() < 500) {
          break;
        }
      } catch (IOException e) {
        failure = e.getClass().getSimpleName();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Unanswered("interrupted");
      }
    }
    throw new Unanswered(failure + " from " + uri.getAuthority());
  }

  /** The JDK's refusal of a header shows its value, which is a token here. */
  private static HttpRequest request(String method, URI uri, Map<String, String> headers)
      throws Unanswered {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(TIMEOUT)
            .method(method, HttpRequest.BodyPublishers.noBody());
    try {
      headers.forEach(request::header);
    } catch (IllegalArgumentException e) {
      throw new Unanswered("the token holds what no header can");
    }
    return request.build();
  }
}
