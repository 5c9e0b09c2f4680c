package dev.teambroker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session that is at hand, as an AWS tool gets it: whole processes, one of each after the other,
 * for as many rounds. Beside them a JVM that says hello, and whatever else somebody names.
 */
final class CredentialProcessBench {
  static final Map<String, Integer> DEFAULTS = Map.of("--runs", 50);

  private static final int UNCOUNTED = 3;

  private final Path launcher;
  private final Path cli;
  private final @Nullable String other;
  private final int runs;
  private final List<String> missing = new ArrayList<>();

  private CredentialProcessBench(Path launcher, @Nullable String other, Flags flags) {
    this.launcher = launcher;
    this.cli = launcher.resolveSibling("broker-cli/target/broker-cli/bin/broker-cli");
    this.other = other;
    this.runs = flags.of("--runs");
  }

  /** {@code --vs COMMAND}, for the shell, and {@code --runs N}. */
  static CredentialProcessBench of(Path launcher, List<String> typed) throws Options.Wrong {
    List<String> flags = new ArrayList<>(typed);
    int at = flags.indexOf("--vs");
    String other = null;
    if (at >= 0) {
      if (at + 1 == flags.size()) {
        throw new Options.Wrong("--vs takes a command, such as 'aws-vault export --format=json x'");
      }
      other = flags.remove(at + 1);
      flags.remove(at);
    }
    return new CredentialProcessBench(launcher, other, Flags.parse(flags, DEFAULTS));
  }

  int run() throws IOException, InterruptedException {
    String machine = Machine.described();
    try (Children children = new Children()) {
      Broker broker = Broker.start(children, launcher, Sts.stub(children));
      try (SessionBus bus = new SessionBus(children.file("desktop"))) {
        CliHome enrolled = new CliHome(cli, children.file("home")).with(bus.environment());
        enrolled.enrol(broker.bootstrapLink());
        List<Contender> all = contenders(children, enrolled);
        broker.process().destroy();
        broker.process().waitFor();
        rounds(all);
        print(machine, all);
      }
    }
    return 0;
  }

  /** With the broker up, as each fetches its session first. */
  private List<Contender> contenders(Children children, CliHome enrolled)
      throws IOException, InterruptedException {
    List<Contender> all = new ArrayList<>();
    if (other != null) {
      all.add(new Contender("`" + other + "`", List.of("sh", "-c", other), System.getenv(), ""));
    }
    all.add(hello(children));
    for (String store : List.of("kernel", "secret-service", "file")) {
      CliHome home = enrolled.copy(children.file("home-" + store), store);
      try {
        if (!store.equals("file")) {
          all.add(home.hit(store + ", by the launcher", Map.of()));
        }
        all.add(home.hit(store + ", by the JVM", Map.of("BROKER_MIN_TTL", "1s")));
      } catch (IllegalStateException e) {
        missing.add(store + " is left out: " + e.getMessage());
      }
    }
    return all;
  }

  private static Contender hello(Children children) {
    return new Contender(
        "a JVM that says hello",
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Hello.class.getName()),
        Map.of("HOME", children.file("").toString()),
        "hello");
  }

  private void rounds(List<Contender> all) throws IOException, InterruptedException {
    List<Contender> order = new ArrayList<>(all);
    for (int round = 0; round < runs + UNCOUNTED; round++) {
      for (Contender each : order) {
        if (round < UNCOUNTED) {
          each.run();
        } else {
          each.time();
        }
      }
      Collections.rotate(order, 1);
    }
  }

  private void print(String machine, List<Contender> all) throws IOException {
    Contender first = all.getFirst();
    System.out.println(machine);
    System.out.println(
        "whole processes, "
            + runs
            + " rounds of one each; the broker is stopped; AOT caches: "
            + (Files.exists(cli.resolveSibling("../lib/hot.aot")) ? "yes" : "no")
            + "; load "
            + Machine.load()
            + " at the end");
    missing.forEach(System.out::println);
    System.out.println();
    System.out.println("| | least, ms | median, ms | 95 %, ms | median beside the first |");
    System.out.println("|---|---|---|---|---|");
    for (Contender each : all) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.1f | %.1f | %.2f |%n",
          each.name(),
          each.millis(0),
          each.millis(0.5),
          each.millis(0.95),
          each.millis(0.5) / first.millis(0.5));
    }
  }

  /** The least that a JVM can do. */
  static final class Hello {
    private Hello() {}

    public static void main(String[] args) {
      System.out.println("hello");
    }
  }
}
