package dev.teambroker.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a killed broker left in {@code postmaster.pid}. Who calls holds the data directory's lock,
 * so no other broker's server is meant.
 */
final class StalePostmaster {
  private static final Logger log = LoggerFactory.getLogger(StalePostmaster.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private StalePostmaster() {}

  /**
   * Ends a server that still runs on these files. A file that names a process of somebody else gets
   * our own id in its first line: PostgreSQL takes its parent's id as stale, but still refuses when
   * a backend of the old server uses the shared memory that the other lines name. Removing the file
   * would take that protection away.
   */
  static void clear(Path data) throws IOException, InterruptedException {
    Path file = data.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return;
    }
    List<String> lines = Files.readAllLines(file);
    Optional<ProcessHandle> named = process(lines);
    if (named.isEmpty()) {
      return;
    }
    if (isPostgresOn(named.get(), data)) {
      stop(named.get(), data);
    } else if (!lines.isEmpty()) {
      List<String> ours = new java.util.ArrayList<>(lines);
      ours.set(0, Long.toString(ProcessHandle.current().pid()));
      Files.write(file, ours);
    }
  }

  private static Optional<ProcessHandle> process(List<String> lines) {
    try {
      return lines.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.get(0).strip()));
    } catch (NumberFormatException cutOff) {
      return Optional.empty();
    }
  }

  private static boolean isPostgresOn(ProcessHandle process, Path data) throws IOException {
    Path commandLine = Path.of("/proc/" + process.pid() + "/cmdline");
    String command =
        Files.isReadable(commandLine)
            ? Files.readString(commandLine, java.nio.charset.StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
            : process.info().commandLine().orElse("");
    return command.contains("bin/postgres") && command.contains("-D" + data);
  }

  private static void stop(ProcessHandle postmaster, Path data)
      throws IOException, InterruptedException {
    log.warn("a PostgreSQL of an earlier broker still runs on {}; it is stopped", data);
    new ProcessBuilder("kill", "-INT", Long.toString(postmaster.pid())).start().waitFor();
    try {
      postmaster.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new StartRefused(
          "PostgreSQL (process "
              + postmaster.pid()
              + ") still runs on "
              + data
              + " and doesn't stop; stop it by hand",
          e);
    }
  }
}
