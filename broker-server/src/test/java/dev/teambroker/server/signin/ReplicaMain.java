package dev.teambroker.server.signin;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A replica on the time that a file shows: its first argument. Says READY, then takes {@code dump
 * FILE} from its standard input, and ends with that.
 */
final class ReplicaMain {
  private ReplicaMain() {}

  public static void main(String[] arguments) throws IOException {
    ReplicaStart.run(
        SettableClock.shownIn(Path.of(arguments[0])),
        List.of(arguments).subList(1, arguments.length));
    System.out.println("READY now");
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      dump(line.replaceFirst("dump ", ""));
      System.out.println("DUMPED now");
    }
    System.exit(0);
  }

  private static void dump(String file) throws IOException {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file, true);
  }
}
