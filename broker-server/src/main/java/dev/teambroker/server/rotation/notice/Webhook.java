package dev.teambroker.server.rotation.notice;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.web.SecretFile;
import dev.teambroker.server.web.TrustedAuthorities;
import dev.teambroker.server.web.WebhookSignature;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Posts a notice, signed. No redirect is followed, and what the receiver answers is read by nobody.
 */
final class Webhook {
  private final URI url;
  private final Path secretFile;
  private final WebhookSettings settings;
  private final HttpClient http;

  Webhook(URI url, Path secretFile, WebhookSettings settings) {
    this.url = url;
    this.secretFile = secretFile;
    this.settings = settings;
    this.http =
        HttpClient.newBuilder()
            .sslContext(
                TrustedAuthorities.of(
                    settings.authorityFile(), "broker.rotation.webhook.authority-file"))
            .connectTimeout(settings.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * @throws IOException where the receiver has not taken it
   */
  void send(Notice notice, Instant now) throws IOException {
    byte[] body = notice.json();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(settings.timeout())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body));
    try (Secret secret = SecretFile.read(secretFile)) {
      WebhookSignature.headers(notice.id(), now, body, secret).forEach(request::header);
    }
    int status = status(request.build());
    if (status < 200 || status > 299) {
      throw new IOException("the receiver answered " + status);
    }
  }

  private int status(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopping");
    }
  }
}
