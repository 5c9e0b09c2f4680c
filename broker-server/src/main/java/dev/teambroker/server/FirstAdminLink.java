package dev.teambroker.server;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.database.DataDirectory;
import dev.teambroker.server.member.Bootstrapping;
import dev.teambroker.server.member.Link;
import dev.teambroker.server.web.Outcome;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Hands over the first admin's link as long as there has been none: to a file that only the
 * broker's user reads, and to the terminal if the broker was started at one; never to a log.
 */
@Component
@ConditionalOnProperty(name = "broker.command", havingValue = "server", matchIfMissing = true)
class FirstAdminLink {
  static final String FILE = "bootstrap-link";
  private static final Logger log = LoggerFactory.getLogger(FirstAdminLink.class);

  private final Bootstrapping bootstrapping;
  private final DataDirectory directory;

  FirstAdminLink(Bootstrapping bootstrapping, DataDirectory directory) {
    this.bootstrapping = bootstrapping;
    this.directory = directory;
  }

  @EventListener(ApplicationReadyEvent.class)
  void handOver() {
    switch (bootstrapping.freshLink()) {
      case Outcome.Done<Link>(Link link) -> {
        Path file = write(link.url());
        log.warn("there is no admin yet: the first one's link, valid for an hour, is in {}", file);
        show(link);
      }
      case Outcome.Refused<Link> _ -> delete();
    }
  }

  private Path write(Secret url) {
    return url.reveal(
        bytes -> {
          try {
            return directory.writePrivately(FILE, bytes);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void delete() {
    try {
      Files.deleteIfExists(directory.resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("SystemConsoleNull") // JDK 25 gives null again where there is no terminal
  private static void show(Link link) {
    Console console = System.console();
    if (console != null && console.isTerminal()) {
      console.printf(
          "%nFirst admin: broker-cli enroll '%s'%n%n",
          link.url()
              .<String, RuntimeException>reveal(
                  bytes -> new String(bytes, StandardCharsets.UTF_8)));
    }
  }
}
