package dev.teambroker.server.audit.checkpoint;

import dev.teambroker.server.web.SettingCheck;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An address that keeps checkpoints, besides the file.
 *
 * @param url {@code https://…}, to which each one is sent as a line of JSON; not set: nowhere
 * @param method post or put
 * @param readUrl answers a GET with the newest ones, a line each; default is the url itself; {@code
 *     none} says that nothing can be read back, and then this one doesn't count at a start
 * @param bearerTokenFile holds the token that is sent with each request
 * @param authorityFile PEM certificates of the CAs that the address's certificate may come from, in
 *     place of the JDK's
 * @param timeout how long it may take for one
 */
@ConfigurationProperties("broker.audit.checkpoints.https")
record HttpsSettings(
    @Nullable URI url,
    @DefaultValue("post") Method method,
    @Nullable URI readUrl,
    @Nullable Path bearerTokenFile,
    @Nullable Path authorityFile,
    @DefaultValue("5s") Duration timeout) {
  private static final URI NONE = URI.create("none");

  /** How one is sent. */
  enum Method {
    POST,
    PUT
  }

  HttpsSettings {
    SettingCheck.of("broker.audit.checkpoints.https")
        .that(
            url == null || isHttps(url),
            "url",
            "an address such as https://keep.example.com/broker")
        .that(
            readUrl == null || readUrl.equals(NONE) || isHttps(readUrl),
            "read-url",
            "an address such as https://keep.example.com/broker, or none")
        .that(
            timeout.compareTo(Duration.ofMillis(100)) >= 0
                && timeout.compareTo(Duration.ofSeconds(30)) <= 0,
            "timeout",
            "a duration from 100ms to 30s, such as 5s");
  }

  private static boolean isHttps(URI address) {
    return "https".equals(address.getScheme()) && address.getHost() != null;
  }

  /** Where they are read; null when nowhere. */
  @Nullable URI readAt() {
    return readUrl == null ? url : readUrl.equals(NONE) ? null : readUrl;
  }
}
