package dev.teambroker.server.signin;

import dev.teambroker.server.database.JavaProcess;
import dev.teambroker.server.database.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A replica in a process of its own, on the test's clock: one that can be killed. */
public final class ReplicaProcess implements Reachable, AutoCloseable {
  private static final String DIRECTORY = "--broker.data-directory=";

  private final JavaProcess process;
  private final Path directory;
  private final Path keystore;
  private final HttpClient http = HttpClient.newBuilder().sslContext(TrustsAll.context()).build();
  private final int port;

  private ReplicaProcess(JavaProcess process, Path directory, Path keystore) {
    this.process = process;
    this.directory = directory;
    this.keystore = keystore;
    this.port = Integer.parseInt(read("server.port"));
  }

  /** The first replica over a database, or the only one; ready when this returns. */
  public static ReplicaProcess start(
      TestDatabase database, SettableClock clock, String... furtherProperties) {
    return start(database, clock, null, Map.of(), furtherProperties);
  }

  /** The same, with these variables besides the test's own. */
  public static ReplicaProcess start(
      TestDatabase database,
      SettableClock clock,
      Map<String, String> environment,
      String... furtherProperties) {
    return start(database, clock, null, environment, furtherProperties);
  }

  /** Another one over the same database, with the same keystore; the first may be dead. */
  public ReplicaProcess another(
      TestDatabase database, SettableClock clock, String... furtherProperties) {
    return start(database, clock, keystore, Map.of(), furtherProperties);
  }

  /** What a command of the same broker is started with. */
  public List<String> options(TestDatabase database, String... furtherProperties) {
    return ReplicaStart.arguments(database, keystore, furtherProperties);
  }

  private static ReplicaProcess start(
      TestDatabase database,
      SettableClock clock,
      @Nullable Path keystore,
      Map<String, String> environment,
      String... further) {
    List<String> arguments = ReplicaStart.arguments(database, keystore, further);
    Path directory = directoryIn(arguments);
    try {
      Files.createDirectories(directory);
      arguments.addFirst(clock.file().toString());
      arguments.add("--logging.threshold.console=off");
      arguments.add("--logging.file.name=" + directory.resolve("broker.log"));
      JavaProcess process =
          JavaProcess.start(environment, ReplicaMain.class, arguments.toArray(String[]::new));
      process.await("READY");
      return new ReplicaProcess(process, directory, keystore == null ? directory : keystore);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path directoryIn(List<String> arguments) {
    return arguments.stream()
        .filter(argument -> argument.startsWith(DIRECTORY))
        .map(argument -> Path.of(argument.substring(DIRECTORY.length())))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public HttpClient http() {
    return http;
  }

  @Override
  public URI of(String path) {
    return URI.create("https://localhost:" + port + path);
  }

  /** The code of the first admin's link. */
  public String bootstrapCode() {
    return Person.codeIn(read("bootstrap-link"));
  }

  public long pid() {
    return process.pid();
  }

  public Path log() {
    return directory.resolve("broker.log");
  }

  /** Writes the objects that are alive to this file. */
  public void dumpHeap(Path file) {
    try {
      process.say("dump " + file);
      process.await("DUMPED");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What {@code kill -9} does; returns the exit code, 137. */
  public int kill() throws InterruptedException {
    return process.kill();
  }

  private String read(String file) {
    try {
      return Files.readString(directory.resolve(file)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    process.close();
  }
}
