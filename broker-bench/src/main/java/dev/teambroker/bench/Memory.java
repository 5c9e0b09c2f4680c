package dev.teambroker.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server holds.
 *
 * @param oldMegabytes what the collector has moved to the old generation and not dropped yet
 */
record Memory(long residentMegabytes, long oldMegabytes) {
  static final Memory UNKNOWN = new Memory(0, 0);

  private static final Pattern OLD =
      Pattern.compile(
          "jvm_memory_used_bytes\\{area=\"heap\",id=\"[^\"]*Old Gen\"[^}]*} ([0-9.E+]+)");

  static Memory of(Broker broker) throws IOException {
    String port = Files.readString(broker.data().resolve("management.port")).strip();
    try (Wire wire = new Wire(URI.create("http://127.0.0.1:" + port))) {
      Matcher old = OLD.matcher(wire.send("GET", "/prometheus", "", "").body());
      return new Memory(
          Usage.of(broker.process().toHandle()).residentMegabytes(),
          old.find() ? Math.round(Double.parseDouble(old.group(1)) / (1 << 20)) : 0);
    }
  }
}
