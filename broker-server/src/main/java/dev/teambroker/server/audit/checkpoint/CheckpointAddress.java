package dev.teambroker.server.audit.checkpoint;

import dev.teambroker.server.web.BearerToken;
import dev.teambroker.server.web.TrustedAuthorities;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** An HTTPS address that takes a checkpoint at a time, and gives the newest ones back. */
final class CheckpointAddress implements CheckpointSink {
  private static final int LARGEST_ANSWER = 1 << 20;

  private final HttpsSettings settings;
  private final URI url;
  private final HttpClient http;

  CheckpointAddress(HttpsSettings settings) {
    this.settings = settings;
    this.url = Objects.requireNonNull(settings.url());
    this.http =
        HttpClient.newBuilder()
            .sslContext(
                TrustedAuthorities.of(
                    settings.authorityFile(), "broker.audit.checkpoints.https.authority-file"))
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @Override
  public String place() {
    return url.toString();
  }

  @Override
  public boolean canBeRead() {
    return settings.readAt() != null;
  }

  /** An address that holds nothing yet answers 204 or 404, or with an empty body. */
  @Override
  public List<String> newest() throws IOException {
    HttpResponse<InputStream> answer =
        send(HttpRequest.newBuilder(Objects.requireNonNull(settings.readAt())).GET());
    try (InputStream body = answer.body()) {
      return switch (answer.statusCode()) {
        case 200 -> lines(body.readNBytes(LARGEST_ANSWER + 1));
        case 204, 404 -> List.of();
        default -> throw new IOException("the address answered " + answer.statusCode());
      };
    }
  }

  private static List<String> lines(byte[] body) throws IOException {
    if (body.length > LARGEST_ANSWER) {
      throw new IOException("the address answered more than a megabyte");
    }
    return new String(body, StandardCharsets.UTF_8).lines().toList();
  }

  @Override
  public void keep(Checkpoint checkpoint) throws IOException {
    HttpResponse<InputStream> answer =
        send(
            HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-ndjson")
                .method(
                    settings.method().name(), BodyPublishers.ofString(checkpoint.line() + "\n")));
    answer.body().close();
    if (answer.statusCode() < 200 || answer.statusCode() > 299) {
      throw new IOException("the address answered " + answer.statusCode());
    }
  }

  private HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException {
    BearerToken.add(request, settings.bearerTokenFile());
    try {
      return http.send(request.timeout(settings.timeout()).build(), BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopping");
    }
  }
}
