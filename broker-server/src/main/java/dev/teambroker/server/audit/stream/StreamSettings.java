package dev.teambroker.server.audit.stream;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the audit trail is sent on to, as JSON lines, each at least once and in order.
 *
 * @param to {@code file:///…}, {@code https://…} (posted) or {@code syslogs://HOST[:6514]} (RFC
 *     5425); not set: nowhere
 * @param bearerTokenFile what {@code https} sends as its bearer token
 * @param authorityFile PEM certificates of the CAs that the receiver's certificate may come from,
 *     in place of the JDK's
 * @param batch how many records are sent at once at most
 * @param timeout how long the receiver may take for them
 */
@ConfigurationProperties("broker.audit.stream")
record StreamSettings(
    @Nullable URI to,
    @Nullable Path bearerTokenFile,
    @Nullable Path authorityFile,
    @DefaultValue("500") int batch,
    @DefaultValue("10s") Duration timeout) {
  StreamSettings {
    if (to != null && !isUnderstood(to)) {
      throw new IllegalArgumentException(
          "broker.audit.stream.to takes file:///PATH, https://… or syslogs://HOST[:PORT]");
    }
    if (batch < 1 || batch > 10_000) {
      throw new IllegalArgumentException(
          "broker.audit.stream.batch takes a number from 1 to 10000");
    }
    if (timeout.compareTo(Duration.ofMillis(100)) < 0) {
      throw new IllegalArgumentException("broker.audit.stream.timeout takes 100ms or more");
    }
  }

  private static boolean isUnderstood(URI to) {
    return switch (String.valueOf(to.getScheme())) {
      case "file" -> to.getHost() == null && to.getPath() != null;
      case "https", "syslogs" -> to.getHost() != null;
      default -> false;
    };
  }
}
