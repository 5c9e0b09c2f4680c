package dev.teambroker.server.rotation.notice;

import dev.teambroker.server.web.SettingCheck;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where what rotations do is told, an event at a time, each at least once and in order.
 *
 * @param url {@code https://…}, to which each one is posted as JSON; not set: nowhere
 * @param secretFile holds the text that the receiver knows as well: each one is signed with it
 * @param authorityFile PEM certificates of the CAs that the receiver's certificate may come from,
 *     in place of the JDK's
 * @param timeout how long the receiver may take for one
 */
@ConfigurationProperties("broker.rotation.webhook")
record WebhookSettings(
    @Nullable URI url,
    @Nullable Path secretFile,
    @Nullable Path authorityFile,
    @DefaultValue("5s") Duration timeout) {
  WebhookSettings {
    SettingCheck.of("broker.rotation.webhook")
        .that(
            url == null || ("https".equals(url.getScheme()) && url.getHost() != null),
            "url",
            "an address such as https://chat.example.com/hooks/broker")
        .that(
            url == null || secretFile != null,
            "secret-file",
            "a file with the text that notices are signed with")
        .that(
            timeout.compareTo(Duration.ofMillis(100)) >= 0
                && timeout.compareTo(Duration.ofSeconds(30)) <= 0,
            "timeout",
            "a duration from 100ms to 30s, such as 5s");
  }
}
