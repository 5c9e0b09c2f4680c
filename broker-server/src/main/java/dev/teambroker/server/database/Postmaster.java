package dev.teambroker.server.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded server's process. One thread starts it and lives as long as it: the kernel ends
 * PostgreSQL with the thread that started it. A server that dies under a living broker is started
 * again on the same port.
 */
final class Postmaster implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
  private static final int STOP_SECONDS = 60;

  private final Cluster cluster;
  private final int port;
  private final List<String> settings;
  private final Thread keeper;
  private final CompletableFuture<Process> first = new CompletableFuture<>();
  private volatile boolean stopping;
  private volatile @Nullable Process process;

  private Postmaster(Cluster cluster, int port, List<String> settings) {
    this.cluster = cluster;
    this.port = port;
    this.settings = settings;
    this.keeper = Thread.ofPlatform().name("postgresql-keeper").daemon().unstarted(this::keep);
  }

  static Postmaster start(Cluster cluster, List<String> settings)
      throws IOException, InterruptedException {
    StalePostmaster.clear(cluster.data());
    Postmaster postmaster = new Postmaster(cluster, freePort(), settings);
    postmaster.keeper.start();
    try {
      postmaster.first.get();
    } catch (ExecutionException e) {
      throw new IOException("PostgreSQL's program can't be run", e.getCause());
    }
    DataDirectory.writePrivately(
        cluster.portFile(), Integer.toString(postmaster.port).getBytes(StandardCharsets.US_ASCII));
    return postmaster;
  }

  int port() {
    return port;
  }

  boolean isAlive() {
    Process running = process;
    return running != null && running.isAlive();
  }

  long pid() {
    Process running = process;
    return running == null ? -1 : running.pid();
  }

  private void keep() {
    try {
      while (!stopping) {
        Process started = cluster.started(new ProcessBuilder(command()));
        process = started;
        if (stopping) {
          signal("INT", started);
        }
        first.complete(started);
        int exit = started.waitFor();
        if (!stopping) {
          log.error("PostgreSQL ended with exit code {}; it is started again", exit);
          TimeUnit.MILLISECONDS.sleep(200);
        }
      }
    } catch (IOException e) {
      first.completeExceptionally(e);
      log.error("PostgreSQL can't be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<String> command() {
    Stream<String> ours =
        Stream.of(
            "port=" + port,
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "max_connections=200",
            "log_checkpoints=off",
            "password_encryption=scram-sha-256");
    List<String> program = new ArrayList<>();
    program.add(cluster.home().resolve("bin/postgres").toString());
    program.add("-D" + cluster.data());
    Stream.concat(ours, settings.stream()).map(setting -> "-c" + setting).forEach(program::add);
    return cluster.launch().commandOfThread(program);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void signal(String name, Process running) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(running.pid())).start().waitFor();
    } catch (IOException noKill) {
      running.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running.destroy();
    }
  }

  /** PostgreSQL's fast shutdown: sessions end, what is committed is written out. */
  @Override
  public void close() {
    stop("INT");
  }

  /** PostgreSQL's immediate shutdown: the next start would recover. */
  void abandon() {
    stop("QUIT");
  }

  private void stop(String signal) {
    stopping = true;
    Process running = process;
    if (running == null) {
      return;
    }
    signal(signal, running);
    try {
      if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        log.error("PostgreSQL didn't stop within {} s and is killed", STOP_SECONDS);
        running.destroyForcibly();
      }
      keeper.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
