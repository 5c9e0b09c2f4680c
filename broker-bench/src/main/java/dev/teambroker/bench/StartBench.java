package dev.teambroker.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * From the call of the launcher to the first readiness, packaged, with the AOT cache, over an
 * external PostgreSQL that is migrated. That PostgreSQL is the one that an idle first broker has
 * embedded.
 */
final class StartBench {
  static final Map<String, Integer> DEFAULTS = Map.of("--runs", 9);

  private final Path launcher;
  private final int runs;

  StartBench(Path launcher, Flags flags) {
    this.launcher = launcher;
    this.runs = flags.of("--runs");
  }

  int run() throws IOException, SQLException, InterruptedException {
    try (Children children = new Children()) {
      Broker first = Broker.start(children, launcher, Sts.none());
      Trail trail = new Trail(first);
      String machine = Machine.described(trail.databaseVersion());
      Path data = children.file("second");
      List<StartedServer> starts = new ArrayList<>();
      for (int i = 0; i <= runs; i++) {
        StartedServer server =
            StartedServer.start(children, "second", data, first.replica(data, trail.url()));
        server.process().destroy();
        server.process().waitFor();
        starts.add(server);
      }
      System.out.println(machine);
      System.out.println(
          "server: "
              + first.jvmOptions()
              + "; external PostgreSQL, migrated, on the same machine; "
              + runs
              + " starts after one that isn't counted; load "
              + Machine.load()
              + " at the end");
      System.out.println();
      print(starts.subList(1, starts.size()));
      return 0;
    }
  }

  private static void print(List<StartedServer> starts) {
    System.out.println("| | least, s | median, s | most, s |");
    System.out.println("|---|---|---|---|");
    line("launcher's shell", starts, StartedServer::launcher);
    line("JVM, until Spring begins", starts, StartedServer::jvm);
    line("Spring, until the port is open", starts, StartedServer::spring);
    line("until readiness says so", starts, StartedServer::readiness);
    line("**start to ready**", starts, StartedServer::ready);
    line("CPU of the server until then", starts, StartedServer::cpu);
  }

  private static void line(
      String what, List<StartedServer> starts, Function<StartedServer, Duration> part) {
    System.out.println(Spread.line(what, starts.stream().map(part).toList()));
  }
}
