package dev.teambroker.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What is left of the capacity when twice as much is asked for: first the peak, by clients who wait
 * for their answers; then requests that come at twice that rate whether answers come or not. What
 * the broker can't take it has to refuse with 503 and Retry-After, and nothing may be lost.
 */
final class OverloadBench {
  static final Map<String, Integer> DEFAULTS =
      Map.of("--minutes", 10, "--connections", 1024, "--peak-seconds", 20, "--warm-up", 60);

  private static final int MEMBERS = 64;
  private static final List<Integer> PEAKS = List.of(16, 32, 64);
  private static final double GOAL = 0.9;

  private final Path launcher;
  private final Flags flags;
  private final Set<String> received = ConcurrentHashMap.newKeySet();

  OverloadBench(Path launcher, Flags flags) {
    this.launcher = launcher;
    this.flags = flags;
  }

  int run() throws IOException, SQLException, InterruptedException {
    try (Children children = new Children()) {
      Broker broker = Broker.start(children, launcher, Sts.stub(children));
      Trail trail = new Trail(broker);
      String notDurable = trail.notDurable();
      if (!notDurable.isEmpty()) {
        return refused("commits are not durable: " + notDurable);
      }
      System.out.println(Machine.described(trail.databaseVersion()));
      List<Member> members = new Enrolling(broker.address()).team(broker.bootstrapLink(), MEMBERS);
      refresh(members);
      Load.run(asking(members, 16), Duration.ofSeconds(flags.of("--warm-up")));
      double peak = peak(members);
      System.out.println(
          "server: %s; clients, STS and database on the same machine; peak %.0f sessions/s, so %.0f are asked for"
              .formatted(broker.jvmOptions(), peak, 2 * peak));
      System.out.println();
      double share = overload(broker, members, peak) / peak;
      System.out.println();
      String difference = trail.difference(received);
      if (!difference.isEmpty()) {
        return refused("the trail is not what the clients received: " + difference);
      }
      System.out.println(
          "goodput %.0f %% of the peak; %d sessions, each on the trail as issued; load %s at the end"
              .formatted(100 * share, received.size(), Machine.load()));
      return share > 1
          ? refused("it served more than the peak that was measured; warm up for longer")
          : share > GOAL ? 0 : 1;
    }
  }

  private double peak(List<Member> members) throws IOException, InterruptedException {
    double peak = 0;
    for (int clients : PEAKS) {
      refresh(members);
      double rate =
          Load.run(asking(members, clients), Duration.ofSeconds(flags.of("--peak-seconds")))
              .aSecond();
      System.err.printf("bench: %d clients: %.0f sessions/s%n", clients, rate);
      peak = Math.max(peak, rate);
    }
    return peak;
  }

  private List<AskingMember> asking(List<Member> members, int clients) {
    return members.subList(0, clients).stream()
        .map(member -> new AskingMember(member, received))
        .toList();
  }

  /** Sessions a second over all of it; a line a minute. */
  private double overload(Broker broker, List<Member> members, double peak)
      throws IOException, InterruptedException {
    int connections = flags.of("--connections");
    int minutes = flags.of("--minutes");
    List<PressingClient> clients = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      clients.add(
          new PressingClient(members.get(i % members.size()), connections / (2 * peak), received));
    }
    System.out.println(Pressed.HEADING);
    double good = 0;
    double seconds = 0;
    KeepingSignedIn keeping = new KeepingSignedIn(members);
    List<Thread> threads =
        Stream.concat(Stream.of(keeping), clients.stream())
            .map(Thread::startVirtualThread)
            .toList();
    for (int minute = 1; minute <= minutes; minute++) {
      Pressed before = Pressed.of(clients);
      Thread.sleep(Duration.ofMinutes(1));
      Pressed in = Pressed.of(clients).since(before);
      good += in.good();
      seconds += in.seconds();
      System.out.println(in.line(minute, memory(broker)));
    }
    keeping.end();
    clients.forEach(PressingClient::end);
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println();
    System.out.println("renewals of tokens that were refused for the load: " + keeping.refused());
    return good / seconds;
  }

  private static void refresh(List<Member> members) throws IOException {
    for (Member member : members) {
      member.refresh();
    }
  }

  /** What the server holds; a broker that is pressed may not say so in time. */
  private static Memory memory(Broker broker) {
    try {
      return Memory.of(broker);
    } catch (IOException e) {
      System.err.println("bench: the memory is unknown: " + e.getMessage());
      return Memory.UNKNOWN;
    }
  }

  private static int refused(String why) {
    System.err.println("bench: the figures don't count, for " + why);
    return 1;
  }
}
