package dev.teambroker.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The STS that the broker asks.
 *
 * @param pid of the stub, which runs in a process of its own; null: somebody else's STS
 */
record Sts(URI address, @Nullable Long pid) {
  static Sts stub(Children children) {
    Path port = children.file("sts.port");
    Process process =
        children.start(
            "sts",
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                StubSts.class.getName(),
                port.toString()));
    return new Sts(
        URI.create("http://127.0.0.1:" + children.awaited(port, "sts", process)), process.pid());
  }

  /** Nobody is there; for what asks for no session. */
  static Sts none() {
    return new Sts(URI.create("http://127.0.0.1:9"), null);
  }

  void delay(int millis) throws IOException {
    if (pid != null) {
      try (Wire wire = new Wire(address)) {
        wire.send("GET", "/delay/" + millis, "", "");
      }
    }
  }
}
