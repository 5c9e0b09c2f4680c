package dev.teambroker.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Kills the server with SIGKILL, starts it again, and waits until it is ready and issues. */
final class RestartBench {
  static final Map<String, Integer> DEFAULTS = Map.of("--runs", 9);

  private static final int KILLED = 128 + 9;

  private final Path launcher;
  private final int runs;

  RestartBench(Path launcher, Flags flags) {
    this.launcher = launcher;
    this.runs = flags.of("--runs");
  }

  int run() throws IOException, SQLException, InterruptedException {
    try (Children children = new Children()) {
      Broker broker = Broker.start(children, launcher, Sts.stub(children));
      Trail trail = new Trail(broker);
      Set<String> received = new HashSet<>();
      Member enrolled = new Enrolling(broker.address()).team(broker.bootstrapLink(), 1).getFirst();
      AskingMember member = new AskingMember(enrolled, received);
      member.ask();
      List<Duration> ready = new ArrayList<>();
      List<Duration> issuing = new ArrayList<>();
      String machine = Machine.described(trail.databaseVersion());
      Process process = broker.process();
      for (int i = 0; i < runs; i++) {
        long killed = System.nanoTime();
        if (process.destroyForcibly().waitFor() != KILLED) {
          throw new IllegalStateException("the server ended by itself");
        }
        process =
            StartedServer.start(children, "restarted", broker.data(), broker.command()).process();
        ready.add(Duration.ofNanos(System.nanoTime() - killed));
        enrolled.reconnect();
        member.ask();
        issuing.add(Duration.ofNanos(System.nanoTime() - killed));
      }
      String difference = new Trail(broker).difference(received);
      if (!difference.isEmpty()) {
        System.err.println("bench: no figures, for the trail differs: " + difference);
        return 1;
      }
      System.out.println(machine);
      System.out.println(
          "embedded PostgreSQL, killed with it and started with it; every session on the trail; load "
              + Machine.load()
              + " at the end");
      System.out.println();
      System.out.println("| " + runs + " × kill -9 | least, s | median, s | most, s |");
      System.out.println("|---|---|---|---|");
      System.out.println(Spread.line("to ready", ready));
      System.out.println(Spread.line("to the first session", issuing));
      return 0;
    }
  }
}
