package dev.teambroker.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Codes at {@code POST /v1/second-factor}, each with a proof of the device's key. One that is
 * accepted moves the factor's step and the sign-in on; one that was used before is refused. Either
 * is on the trail, durable, when it is answered. A member has one new code in half a minute, so
 * accepted ones come in a burst over many members, the second time for the figures, when the code
 * that they need is warm; used ones can be sent for as long as one likes.
 */
final class TotpBench {
  static final Map<String, Integer> DEFAULTS =
      Map.of("--clients", 32, "--members", 640, "--seconds", 15, "--warm-up", 30);

  private static final int STEP_SECONDS = 30;

  private final Path launcher;
  private final Flags flags;
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger replayed = new AtomicInteger();

  TotpBench(Path launcher, Flags flags) {
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
      String machine = Machine.described(trail.databaseVersion());
      List<Member> members =
          new Enrolling(broker.address()).team(broker.bootstrapLink(), flags.of("--members"));
      List<Load.Asker> using = using(members);
      refresh(members.subList(0, using.size()));
      Load.run(using, Duration.ofSeconds(flags.of("--warm-up")));
      awaitNewCodes();
      refresh(members);
      burst(members);
      awaitNewCodes();
      refresh(members);
      accepted.set(0);
      long verifiedBefore = trail.records("second-factor.verified");
      Usage before = Usage.of(broker.process().toHandle());
      Load.Measured burst = burst(members);
      Usage between = Usage.of(broker.process().toHandle());
      Load.Measured refusals = Load.run(using, Duration.ofSeconds(flags.of("--seconds")));
      Usage after = Usage.of(broker.process().toHandle());

      long verified = trail.records("second-factor.verified") - verifiedBefore;
      if (verified != accepted.get() || trail.records("code.replayed") != replayed.get()) {
        return refused("the trail's records are not what was answered");
      }
      System.out.println(machine);
      System.out.println(
          "server: "
              + broker.jvmOptions()
              + "; clients and database on the same machine; "
              + flags.of("--clients")
              + " clients; load "
              + Machine.load()
              + " at the end; each check on the trail; fsync and synchronous_commit on");
      System.out.println();
      System.out.println(
          "| codes | checks | checks/s | p50, ms | p99, ms | max, ms | server CPU, µs each |"
              + " PostgreSQL CPU, µs each |");
      System.out.println("|---|---|---|---|---|---|---|---|");
      line("accepted", burst, before, between);
      line("used before", refusals, between, after);
      return 0;
    }
  }

  private static void refresh(List<Member> members) throws IOException {
    for (Member member : members) {
      member.refresh();
    }
  }

  /** Each sends its code of now again and again: the first may be accepted, no other is. */
  private List<Load.Asker> using(List<Member> members) {
    List<Load.Asker> askers = new ArrayList<>();
    for (Member member : members.subList(0, flags.of("--clients"))) {
      askers.add(
          () -> {
            Wire.Reply reply = member.verifies(0);
            if (reply.status() == 204) {
              accepted.incrementAndGet();
            } else {
              expect(reply, 403, "code-replayed");
              replayed.incrementAndGet();
            }
          });
    }
    return askers;
  }

  /** The step of each factor is the next one at most by then, so two codes are new to it. */
  private static void awaitNewCodes() throws InterruptedException {
    long now = Instant.now().getEpochSecond();
    long boundary = (Math.floorDiv(now, STEP_SECONDS) + 3) * STEP_SECONDS;
    Thread.sleep(Duration.ofSeconds(boundary - now).plusMillis(200));
  }

  private Load.Measured burst(List<Member> members) throws InterruptedException {
    Queue<Member> first = new ConcurrentLinkedQueue<>(members);
    Queue<Member> second = new ConcurrentLinkedQueue<>();
    List<Load.Asker> askers = new ArrayList<>();
    for (int i = 0; i < flags.of("--clients"); i++) {
      askers.add(
          () -> {
            Member now = first.poll();
            Member again = now == null ? second.poll() : null;
            if (now != null) {
              expect(now.verifies(0), 204, "");
              second.add(now);
            } else if (again != null) {
              expect(again.verifies(1), 204, "");
            } else {
              throw new Load.Enough();
            }
            accepted.incrementAndGet();
          });
    }
    return Load.run(askers, Duration.ofSeconds(STEP_SECONDS - 1));
  }

  private static void expect(Wire.Reply reply, int status, String type) {
    if (reply.status() != status || !reply.body().contains(type)) {
      throw new IllegalStateException("status " + reply.status() + ": " + reply.body());
    }
  }

  private static void line(String codes, Load.Measured measured, Usage before, Usage after) {
    System.out.println(
        String.format(
            Locale.ROOT,
            "| %s | %d | %.0f | %.1f | %.1f | %.1f | %d | %d |",
            codes,
            measured.count(),
            measured.aSecond(),
            measured.millisAt(0.5),
            measured.millisAt(0.99),
            measured.millisAt(1),
            (after.serverMicros() - before.serverMicros()) / measured.count(),
            (after.databaseMicros() - before.databaseMicros()) / measured.count()));
  }

  private static int refused(String why) {
    System.err.println("bench: no figures, for " + why);
    return 1;
  }
}
