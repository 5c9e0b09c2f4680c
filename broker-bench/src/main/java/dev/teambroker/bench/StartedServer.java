package dev.teambroker.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server from the moment when the launcher was called until its readiness was answered with 200,
 * and where that time went.
 *
 * @param process the launcher, which becomes the server
 * @param launcher what the shell script took
 * @param jvm from the JVM's begin to Spring's
 * @param spring until everything was made, the port open
 * @param readiness from there to the first 200
 * @param ready all of it
 * @param cpu that the server used until then, which tells more than the time on a busy machine
 */
record StartedServer(
    Process process,
    Duration launcher,
    Duration jvm,
    Duration spring,
    Duration readiness,
    Duration ready,
    Duration cpu) {
  private static final Pattern STARTED =
      Pattern.compile(
          "\"@timestamp\":\"([^\"]+)\".*\"Started BrokerServer in ([0-9.]+) seconds"
              + " \\(process running for ([0-9.]+)\\)");

  /** Starts it over its data directory and waits. */
  static StartedServer start(Children children, String name, Path data, List<String> command)
      throws IOException {
    Path port = data.resolve("management.port");
    Files.deleteIfExists(port);
    Instant called = Instant.now();
    Process process = children.start(name, command);
    URI management = URI.create("http://127.0.0.1:" + children.awaited(port, name, process));
    awaitReady(management);
    Instant ready = Instant.now();
    Duration cpu = Duration.ofNanos(1000 * Usage.of(process.toHandle()).serverMicros());
    Matcher line = STARTED.matcher(Files.readString(children.file(name + ".log")));
    if (!line.find()) {
      throw new IllegalStateException("the server's log doesn't say when it had started");
    }
    Instant started = Instant.parse(line.group(1));
    Duration spring = seconds(line.group(2));
    Duration sinceJvm = seconds(line.group(3));
    return new StartedServer(
        process,
        Duration.between(called, started).minus(sinceJvm),
        sinceJvm.minus(spring),
        spring,
        Duration.between(started, ready),
        Duration.between(called, ready),
        cpu);
  }

  private static void awaitReady(URI management) throws IOException {
    try (Wire wire = new Wire(management)) {
      while (wire.send("GET", "/health/readiness", "", "").status() != 200) {
        Thread.onSpinWait();
      }
    }
  }

  private static Duration seconds(String text) {
    return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
  }
}
