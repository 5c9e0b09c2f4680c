package dev.teambroker.server.web;

import java.net.URI;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The address by which members reach the broker: {@code broker.public-url}, never a request's Host
 * header. Without one it is https://localhost and the port that is listened on.
 */
@Component
public class PublicUrl {
  private final BrokerSettings settings;
  private volatile int port;

  PublicUrl(BrokerSettings settings, WebSettings web) {
    this.settings = settings;
    this.port = web.port();
  }

  @EventListener
  void listening(WebServerInitializedEvent event) {
    if (event.getApplicationContext().getServerNamespace() == null) {
      port = event.getWebServer().getPort();
    }
  }

  /** Without a slash at its end. */
  public URI uri() {
    URI configured = settings.publicUrl();
    return configured != null ? configured : URI.create("https://localhost:" + port);
  }

  /** The address of a path that begins with a slash. */
  public URI of(String path) {
    return URI.create(uri() + path);
  }
}
