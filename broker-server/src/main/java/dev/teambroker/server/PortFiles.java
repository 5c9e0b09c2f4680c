package dev.teambroker.server;

import dev.teambroker.server.database.DataDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Writes the ports that are listened on to the data directory, once the broker is ready. */
@Component
@ConditionalOnWebApplication
class PortFiles {
  private static final String SERVER = "server.port";
  private static final String MANAGEMENT = "management.port";

  private final DataDirectory directory;
  private final Map<String, Integer> ports = new ConcurrentHashMap<>();

  PortFiles(DataDirectory directory) throws IOException {
    this.directory = directory;
    Files.deleteIfExists(directory.resolve(SERVER));
    Files.deleteIfExists(directory.resolve(MANAGEMENT));
  }

  @EventListener
  void listening(WebServerInitializedEvent event) {
    String name = event.getApplicationContext().getServerNamespace() == null ? SERVER : MANAGEMENT;
    ports.put(name, event.getWebServer().getPort());
  }

  @EventListener(ApplicationReadyEvent.class)
  void ready() throws IOException {
    for (Map.Entry<String, Integer> port : ports.entrySet()) {
      directory.writePrivately(
          port.getKey(), (port.getValue() + "\n").getBytes(StandardCharsets.US_ASCII));
    }
  }
}
