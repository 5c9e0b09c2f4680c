package dev.teambroker.server.rotation.notice;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.web.SecretFile;
import dev.teambroker.server.web.TrustedAuthorities;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts a notice, signed as the Standard Webhooks specification has it: HMAC-SHA256 over {@code
 * id.timestamp.body}. No redirect is followed, and what the receiver answers is read by nobody.
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
    String timestamp = Long.toString(now.getEpochSecond());
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(settings.timeout())
            .header("Content-Type", "application/json")
            .header("webhook-id", notice.id())
            .header("webhook-timestamp", timestamp)
            .header("webhook-signature", "v1," + signature(notice.id(), timestamp, body))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    int status = status(request);
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

  private String signature(String id, String timestamp, byte[] body) throws IOException {
    try (Secret secret = SecretFile.read(secretFile)) {
      return secret.reveal(key -> signed(key, id + "." + timestamp + ".", body));
    }
  }

  private static String signed(byte[] key, String before, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(before.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
