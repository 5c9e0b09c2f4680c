package dev.teambroker.bench;

import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sessions a second, latency, CPU and memory over numbers of clients and delays of STS. */
final class SessionsBench {
  private static final int WARMING = 16;

  private final Options options;
  private final Report report = new Report();
  private final Set<String> received = ConcurrentHashMap.newKeySet();

  SessionsBench(Options options) {
    this.options = options;
  }

  /** The exit code: 1, and no figures, where commits aren't durable or the trail differs. */
  int run() throws IOException, SQLException, InterruptedException {
    try (Children children = new Children()) {
      URI given = options.sts();
      Sts sts = given == null ? Sts.stub(children) : new Sts(given, null);
      Broker broker = Broker.start(children, options.launcher(), sts);
      Trail trail = new Trail(broker);
      String notDurable = trail.notDurable();
      if (!notDurable.isEmpty()) {
        return refused("commits are not durable: " + notDurable);
      }
      report.conditions(trail.databaseVersion(), broker.jvmOptions(), options);
      List<AskingMember> members =
          new Enrolling(broker.address())
              .team(broker.bootstrapLink(), Collections.max(options.clients())).stream()
                  .map(member -> new AskingMember(member, received))
                  .toList();
      say("warming up");
      Load.run(
          members.subList(0, Math.min(WARMING, members.size())),
          Duration.ofSeconds(options.warmUpSeconds()));
      measure(sts, broker, members);
      String difference = trail.difference(received);
      if (!difference.isEmpty()) {
        return refused("the trail is not what the clients received: " + difference);
      }
      report.line("");
      report.line(
          "%d sessions, each on the trail as issued; fsync and synchronous_commit on"
              .formatted(received.size()));
      report.print(System.out);
      return 0;
    }
  }

  private void measure(Sts sts, Broker broker, List<AskingMember> members)
      throws IOException, InterruptedException {
    report.heading();
    for (int delay : options.delays()) {
      sts.delay(delay);
      double peak = 0;
      for (int clients : options.clients()) {
        List<AskingMember> asking = members.subList(0, clients);
        Load.Measured measured =
            line(sts, broker, delay, Integer.toString(clients), asking, Load::run);
        peak = Math.max(peak, measured.aSecond());
        target(delay, clients);
      }
      double half = peak / 2;
      line(
          sts,
          broker,
          delay,
          "%d, at half of the peak".formatted(members.size()),
          members,
          (clients, time) -> Load.paced(clients, half, time));
    }
  }

  private interface Way {
    Load.Measured ask(List<AskingMember> clients, Duration time) throws InterruptedException;
  }

  private Load.Measured line(
      Sts sts, Broker broker, int delay, String how, List<AskingMember> asking, Way way)
      throws IOException, InterruptedException {
    say(how + " clients, STS at %d ms".formatted(delay));
    for (AskingMember member : asking) {
      member.refresh();
    }
    Usage before = Usage.of(broker.process().toHandle(), sts);
    Load.Measured measured = way.ask(asking, Duration.ofSeconds(options.seconds()));
    report.sessions(delay, how, measured, before, Usage.of(broker.process().toHandle(), sts));
    return measured;
  }

  private void target(int delay, int clients) throws IOException, InterruptedException {
    URI target = options.target();
    if (target == null) {
      return;
    }
    List<AskingTarget> asking = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      asking.add(new AskingTarget(target, options.headers()));
    }
    report.target(delay, clients, Load.run(asking, Duration.ofSeconds(options.seconds())));
  }

  private static int refused(String why) {
    System.err.println("bench: no figures, for " + why);
    return 1;
  }

  private static void say(String what) {
    System.err.println("bench: " + what);
  }
}
