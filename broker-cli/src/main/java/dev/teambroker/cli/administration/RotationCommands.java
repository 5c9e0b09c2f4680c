package dev.teambroker.cli.administration;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.broker.Json;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.cli.terminal.Table;
import dev.teambroker.protocol.Rotations.Event;
import dev.teambroker.protocol.Rotations.NewSchedule;
import dev.teambroker.protocol.Rotations.Rotation;
import dev.teambroker.protocol.Rotations.Schedule;
import dev.teambroker.protocol.Rotations.Timeline;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rotation …}. */
@Command(name = "rotation", description = "The replacement of shared users' access keys.")
final class RotationCommands extends Administration {
  private static final String OF_USER = "/v1/shared-users/{}/rotation";
  private static final Duration PAUSE = Duration.ofSeconds(1);

  RotationCommands(Surroundings around) {
    super(around);
  }

  @Command(description = "Lists the rotations under way that you see.")
  void list() {
    Rotation[] rotations = get(Rotation[].class, "/v1/rotations");
    Table table = Table.of("SHARED USER", "STATE", "STEP", "SINCE", "WHAT IT WAITS FOR");
    for (Rotation rotation : rotations) {
      table.row(
          rotation.sharedUser(),
          rotation.state(),
          rotation.step(),
          rotation.stepAt().toString(),
          waitsFor(rotation));
    }
    print(rotations, table);
  }

  @Command(description = "Shows a shared user's latest rotation, step by step.")
  void show(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--run", paramLabel = "ID", description = "An earlier one, of `history`.")
          @Nullable String id,
      @Option(names = "--follow", description = "Goes on until it ends, or is held.")
          boolean follow) {
    Timeline timeline = timeline(id == null ? latest(name).id() : id);
    if (follow) {
      follow(timeline);
    } else {
      print(timeline, table(timeline));
      tell(timeline.rotation());
    }
  }

  @Command(description = "Lists all rotations of a shared user, the latest first.")
  void history(@Parameters(paramLabel = "NAME") String name) {
    Rotation[] rotations = get(Rotation[].class, OF_USER + "s", name);
    Table table = Table.of("RUN", "STARTED", "BY", "STATE", "STEP", "OLD KEY", "NEW KEY");
    for (Rotation rotation : rotations) {
      table.row(
          rotation.id(),
          rotation.startedAt().toString(),
          or(rotation.startedBy(), rotation.cause()),
          rotation.state(),
          rotation.step(),
          rotation.oldAccessKeyId(),
          or(rotation.newAccessKeyId(), "-"));
    }
    print(rotations, table);
  }

  @Command(description = "Replaces the access key now; everybody works on meanwhile.")
  void start(
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--follow", description = "Shows each step until it ends, or is held.")
          boolean follow) {
    Rotation begun = broker().call(Call.of("POST", OF_USER, name), Rotation.class);
    if (follow) {
      follow(timeline(begun.id()));
    } else {
      printOrTell(begun);
    }
  }

  @Command(
      description = {
        "Says when a shared user's key is replaced by itself; without an option it only shows that.",
        "The broker's windows and freezes hold for all of them."
      })
  void schedule(
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--period",
              paramLabel = "WHEN",
              description = "Days such as 90d, none, or inherit: what the broker is configured to.")
          @Nullable String period,
      @Option(
              names = "--cron",
              paramLabel = "WHEN",
              description = "Cron fields and a time zone: '0 2 1 * * Europe/Berlin'.")
          @Nullable String cron) {
    Call call =
        Call.of(period == null && cron == null ? "GET" : "PUT", OF_USER + "-schedule", name);
    if ("inherit".equals(period) && cron == null) {
      call = Call.of("DELETE", OF_USER + "-schedule", name);
    } else if (period != null || cron != null) {
      call = call.with(new NewSchedule(period, cron));
    }
    Schedule schedule = broker().call(call, Schedule.class);
    print(
        schedule,
        Table.of("SHARED USER", "REPLACED", "SET", "NEXT")
            .row(
                name,
                or(schedule.cron(), or(schedule.period(), "-")),
                schedule.inherited() ? "by the configuration" : "by an owner",
                String.valueOf(schedule.dueAt() == null ? "-" : schedule.dueAt())));
  }

  @Command(description = "Goes back to the old key; possible until it is deleted.")
  void undo(@Parameters(paramLabel = "NAME") String name) {
    printOrTell(broker().call(Call.of("POST", OF_USER + "/undo", name), Rotation.class));
  }

  @Command(description = "Lets a rotation go no further for now.")
  void hold(@Parameters(paramLabel = "NAME") String name) {
    printOrTell(broker().call(Call.of("POST", OF_USER + "/hold", name), Rotation.class));
  }

  @Command(description = "Accepts what a rotation is held for; it looks again and goes on.")
  void resume(
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--candidate",
              paramLabel = "WHAT",
              description =
                  "keep or remove: what becomes of a key that may be the rotation's own, where it is"
                      + " held for one.")
          @Nullable String candidate) {
    Call call =
        candidate == null
            ? Call.of("POST", OF_USER + "/resume", name)
            : Call.of("POST", OF_USER + "/resume?candidate={}", name, candidate);
    printOrTell(broker().call(call, Rotation.class));
  }

  private Rotation latest(String name) {
    Rotation[] all = get(Rotation[].class, OF_USER + "s", name);
    if (all.length == 0) {
      throw new Failure(ExitCode.NOT_FOUND, "No key of " + name + " was ever rotated here.");
    }
    return all[0];
  }

  private Timeline timeline(String id) {
    return get(Timeline.class, "/v1/rotations/{}", id);
  }

  private static Table table(Timeline timeline) {
    Table table = Table.of("WHEN", "STEP", "WHAT");
    timeline.events().forEach(event -> table.row(cells(event)));
    return table;
  }

  private static String[] cells(Event event) {
    return new String[] {event.at().toString(), event.step(), event.says()};
  }

  /** Each event once, as a line of its own or, with --json, an object of its own. */
  private void follow(Timeline first) {
    Timeline timeline = first;
    int shown = 0;
    while (true) {
      List<Event> events = timeline.events();
      for (; shown < events.size(); shown++) {
        Event event = events.get(shown);
        around
            .out()
            .println(
                around.options().json() ? Json.pretty(event) : String.join("  ", cells(event)));
      }
      switch (timeline.rotation().state()) {
        case "running", "undoing" -> {
          around.pause().accept(PAUSE);
          timeline = timeline(timeline.rotation().id());
        }
        case "held" ->
            throw new Failure(ExitCode.REFUSED, "It is held: " + waitsFor(timeline.rotation()));
        default -> {
          return;
        }
      }
    }
  }

  private void printOrTell(Rotation rotation) {
    if (around.options().json()) {
      around.out().println(Json.pretty(rotation));
    } else {
      tell(rotation);
    }
  }

  private void tell(Rotation rotation) {
    String waitsFor = waitsFor(rotation);
    around.say(
        "The rotation of "
            + rotation.sharedUser()
            + " is "
            + rotation.state()
            + " at the step "
            + rotation.step()
            + (waitsFor.isEmpty() ? "." : ": " + waitsFor));
  }

  private static String waitsFor(Rotation rotation) {
    return or(rotation.held(), or(rotation.waitsFor(), ""));
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
