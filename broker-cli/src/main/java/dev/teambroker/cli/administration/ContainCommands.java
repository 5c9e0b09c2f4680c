package dev.teambroker.cli.administration;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.cli.terminal.Table;
import dev.teambroker.protocol.Containments.Containment;
import dev.teambroker.protocol.Containments.Deny;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code contain …}: stops at once, then waits until AWS denies what was issued before. */
@Command(name = "contain", description = "Stops what may be in wrong hands, on every replica.")
final class ContainCommands extends Administration {
  private static final Set<String> ON_THE_WAY = Set.of("begun", "put");
  private static final Set<String> NOT_DONE = Set.of("failed", "unproved");
  private static final long PAUSE_MILLIS = 500;

  ContainCommands(Surroundings around) {
    super(around);
  }

  @Command(description = "A member may do nothing any more; their sign-ins end.")
  void member(@Parameters(paramLabel = "NAME") String name) {
    Containment done = stop("/v1/containment/members/{}", name);
    for (Deny deny : done.denies()) {
      around.say(
          "Sessions of "
              + deny.sharedUser()
              + " that "
              + name
              + " may have run on. This ends everybody's: broker-cli contain shared-user "
              + deny.sharedUser());
    }
  }

  @Command(
      name = "shared-user",
      description = "Issues no session of a shared user, and denies those that were issued.")
  void sharedUser(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--wait", defaultValue = "60", paramLabel = "SECONDS") int seconds) {
    follow(stop("/v1/containment/shared-users/{}", name), seconds);
  }

  @Command(description = "Issues no session at all, and denies those that were issued.")
  void all(@Option(names = "--wait", defaultValue = "60", paramLabel = "SECONDS") int seconds) {
    follow(stop("/v1/containment/all"), seconds);
  }

  @Command(description = "Shows what is stopped and denied.")
  void list() {
    Containment now = get(Containment.class, "/v1/containment");
    Table table = Table.of("STOPPED OR DENIED", "STATE", "ISSUED BEFORE", "WHY");
    now.stopped().forEach(what -> table.row(what, "stopped", "", ""));
    now.denies().forEach(deny -> table.row(cells(deny)));
    print(now, table);
  }

  private Containment stop(String path, String... segments) {
    Containment done = broker().call(Call.of("POST", path, segments), Containment.class);
    around.say("Stopped: " + String.join(", ", done.stopped()) + ".");
    return done;
  }

  /** The stop is in force already; the deny isn't before AWS says so. */
  private void follow(Containment began, int seconds) {
    List<String> users = began.denies().stream().map(Deny::sharedUser).toList();
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    List<Deny> denies = began.denies();
    while (denies.stream().anyMatch(deny -> ON_THE_WAY.contains(deny.state()))
        && System.nanoTime() < until) {
      pause();
      denies =
          get(Containment.class, "/v1/containment").denies().stream()
              .filter(deny -> users.contains(deny.sharedUser()))
              .toList();
    }
    tell(denies);
  }

  private void tell(List<Deny> denies) {
    Table table = Table.of("SESSIONS OF", "DENY", "ISSUED BEFORE", "WHY");
    denies.forEach(deny -> table.row(cells(deny)));
    print(denies, table);
    around.say(
        "Sessions of roles run on until they expire: a policy of the user doesn't touch them.");
    if (denies.stream()
        .anyMatch(deny -> NOT_DONE.contains(deny.state()) || ON_THE_WAY.contains(deny.state()))) {
      throw new Failure(
          ExitCode.UNREACHABLE,
          "Issuing is stopped, but not every deny is known to be in effect; the same command tries"
              + " again.");
    }
  }

  private static String[] cells(Deny deny) {
    String why = deny.detail();
    Object before = deny.issuedBefore();
    return new String[] {
      deny.sharedUser(),
      deny.state(),
      before == null ? "" : before.toString(),
      why == null ? "" : why
    };
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.BROKEN, "Interrupted; what was stopped stays stopped.", e);
    }
  }
}
