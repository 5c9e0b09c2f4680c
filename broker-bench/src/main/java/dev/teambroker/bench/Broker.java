package dev.teambroker.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The server as {@code ./broker server} runs it, packaged, with the embedded PostgreSQL, on a free
 * port.
 */
record Broker(Process process, URI address, Path data, String bootstrapLink, List<String> command) {
  static Broker start(Children children, Path launcher, Sts sts) throws IOException {
    int port = freePort();
    Path data = children.file("broker");
    List<String> command =
        List.of(
            launcher.toString(),
            "server",
            "--broker.mode=sandbox",
            "--broker.member.first-admin=admin",
            "--broker.aws.sandbox-endpoint=" + sts.address(),
            "--broker.data-directory=" + data,
            "--broker.public-url=https://localhost:" + port,
            "--broker.web.address=127.0.0.1",
            "--broker.web.port=" + port,
            "--broker.web.member-rate=1000000/s",
            "--broker.sessions.shared-user-rate=1000000/s",
            "--broker.management.port=0");
    Process process = children.start("server", command);
    String link = children.awaited(data.resolve("bootstrap-link"), "server", process);
    return new Broker(process, URI.create("https://localhost:" + port), data, link, command);
  }

  /** What starts a further one over the same database, with the same key. */
  List<String> replica(Path otherData, String databaseUrl) {
    Path passwords = data.resolve("postgresql");
    return List.of(
        command.getFirst(),
        "server",
        "--broker.mode=sandbox",
        "--broker.aws.sandbox-endpoint=http://127.0.0.1:9",
        "--broker.data-directory=" + otherData,
        "--broker.database.url=" + databaseUrl,
        "--broker.database.password-file=" + passwords.resolve("broker_service.password"),
        "--broker.secret-store.keystore.file=" + data.resolve("keystore.p12"),
        "--broker.secret-store.keystore.passphrase-file=" + data.resolve("keystore.passphrase"),
        "--broker.public-url=" + address,
        "--broker.web.address=127.0.0.1",
        "--broker.web.port=0",
        "--broker.management.port=0");
  }

  /** The options of its JVM, as the launcher sets them. */
  String jvmOptions() throws IOException {
    return Stream.of(
            Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).split("\0", -1))
        .filter(each -> each.startsWith("-X") && !each.startsWith("-Xlog"))
        .map(each -> each.replaceFirst("=/.*/", "="))
        .collect(Collectors.joining(" "));
  }

  String read(String file) throws IOException {
    return Files.readString(data.resolve("postgresql").resolve(file)).strip();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
