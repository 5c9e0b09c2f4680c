package dev.teambroker.server;

import com.nimbusds.jose.JOSEException;
import dev.teambroker.server.web.PublicUrl;
import dev.teambroker.server.web.WebSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Asks this broker for sessions before it is ready, as a stranger whom it refuses: the first
 * members then don't wait for code that has never run. Nothing is recorded, and AWS isn't asked.
 * Few at a time, as the JVM's compiler needs the cores as well.
 */
@Component
@ConditionalOnWebApplication
class WarmingUp implements ApplicationRunner {
  private static final Logger log = LoggerFactory.getLogger(WarmingUp.class);
  private static final int STRANGERS = 2;
  private static final int REQUESTS = 600;

  private final WebSettings web;
  private final PublicUrl publicUrl;
  private final InstantSource clock;
  private volatile int port;

  WarmingUp(WebSettings web, PublicUrl publicUrl, InstantSource clock) {
    this.web = web;
    this.publicUrl = publicUrl;
    this.clock = clock;
  }

  @EventListener
  void listening(WebServerInitializedEvent event) {
    if (event.getApplicationContext().getServerNamespace() == null) {
      port = event.getWebServer().getPort();
    }
  }

  @Override
  public void run(ApplicationArguments arguments) throws InterruptedException {
    if (web.warmUp().isZero() || port <= 0) {
      return;
    }
    long begun = System.nanoTime();
    long end = begun + web.warmUp().toNanos();
    AtomicInteger left = new AtomicInteger(REQUESTS);
    List<Thread> strangers = new ArrayList<>();
    for (int i = 0; i < STRANGERS; i++) {
      strangers.add(Thread.ofPlatform().name("warming-up").daemon().start(() -> ask(left, end)));
    }
    for (Thread stranger : strangers) {
      stranger.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
    log.info(
        "warmed up by {} requests in {} ms",
        REQUESTS - Math.max(0, left.get()),
        Duration.ofNanos(System.nanoTime() - begun).toMillis());
  }

  private void ask(AtomicInteger left, long end) {
    InetAddress own = Objects.requireNonNullElseGet(web.address(), InetAddress::getLoopbackAddress);
    try (Socket socket = new Socket(own, port);
        Stranger stranger = new Stranger(socket, publicUrl.of("/v1/sessions").toString(), clock)) {
      while (System.nanoTime() < end && left.getAndDecrement() > 0) {
        stranger.ask();
      }
    } catch (IOException | GeneralSecurityException | JOSEException | RuntimeException e) {
      log.info("the broker begins cold: {}", e.toString());
    }
  }
}
