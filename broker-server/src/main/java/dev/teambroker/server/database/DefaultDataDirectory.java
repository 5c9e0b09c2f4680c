package dev.teambroker.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the data goes when nothing is configured; a missing or unwritable HOME is survived. */
final class DefaultDataDirectory {
  private static final Logger log = LoggerFactory.getLogger(DefaultDataDirectory.class);

  private DefaultDataDirectory() {}

  /** The first of the usual places that can be written. */
  static Path choose(Map<String, String> environment, Path lastResort) {
    List<Path> wanted =
        Stream.of(
                parent(environment.get("XDG_DATA_HOME"), ""),
                parent(environment.get("HOME"), ".local/share"))
            .flatMap(Stream::ofNullable)
            .toList();
    for (Path place : wanted) {
      if (isWritable(place)) {
        return place.resolve("broker");
      }
    }
    log.warn(
        "HOME is unset or can't be written: the data goes to {}; set broker.data-directory",
        lastResort);
    return lastResort;
  }

  static Path choose() {
    String user = Objects.requireNonNullElse(System.getProperty("user.name"), "unknown");
    Path lastResort =
        isWritable(Path.of("/var/lib"))
            ? Path.of("/var/lib/broker")
            : Path.of("/var/tmp/broker-" + user.replaceAll("[^A-Za-z0-9._-]", "_"));
    return ownOrRefuse(choose(System.getenv(), lastResort));
  }

  private static @org.jspecify.annotations.Nullable Path parent(
      @org.jspecify.annotations.Nullable String base, String below) {
    return base == null || !base.startsWith("/") ? null : Path.of(base, below);
  }

  /** Tried out: what a file system allows is not told by its modes alone. */
  private static boolean isWritable(Path place) {
    try {
      return Files.isWritable(Files.createDirectories(place));
    } catch (IOException e) {
      return false;
    }
  }

  /** A directory below a shared one may have been put there by somebody else. */
  private static Path ownOrRefuse(Path chosen) {
    try {
      if (Files.exists(chosen, LinkOption.NOFOLLOW_LINKS)
          && !Files.getOwner(chosen, LinkOption.NOFOLLOW_LINKS)
              .getName()
              .equals(System.getProperty("user.name"))) {
        throw new StartRefused(
            chosen + " belongs to somebody else; set broker.data-directory to one of your own");
      }
      return chosen;
    } catch (IOException e) {
      throw new StartRefused(chosen + " can't be read; set broker.data-directory", e);
    }
  }
}
