package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.sandbox.setting.Delay;
import dev.teambroker.sandbox.setting.Limit;
import dev.teambroker.server.Endurance;
import dev.teambroker.server.rotation.DyingJournal;
import dev.teambroker.server.rotation.DyingJournal.Death;
import dev.teambroker.server.rotation.HandCranked;
import dev.teambroker.server.signin.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A broker dies before and after every step of a rotation, in every condition, while a member asks
 * for sessions. Afterwards no live key is lost, no key is deleted that is not ours, nothing is left
 * but what is held with its reason, and no request has failed.
 */
class KillMatrixTest {
  private static final String[] SETTINGS = {
    HandCranked.BY_HAND, "broker.rotation.watch=1h", "broker.aws.call-timeout=2s"
  };
  private static Stage stage;
  private static Replica other;
  private static HandCranked rotations;
  private static DyingJournal journal;
  private static WorkingMember alice;

  /** What AWS is like, and what others do. */
  private enum Condition {
    ONE_KEY("done"),
    SECOND_KEY_OF_OTHERS("held for preflight"),
    INACTIVE_KEY_OF_OTHERS("held for preflight"),
    HUMANS_KEY_MEANWHILE("held for candidate"),
    HUMANS_KEY_ON_RECORD("held for preflight"),
    PROPAGATES_SLOWLY("done"),
    STALE_LISTS("done"),
    THROTTLED("done"),
    DELIVERED_LATE("done"),
    TAKEN_OVER("done");

    private final String end;

    Condition(String end) {
      this.end = end;
    }
  }

  @BeforeAll
  static void start() {
    stage = new Stage(_ -> DyingJournal.bean(), SETTINGS);
    other = stage.broker.another(stage.database, stage.clock, Scene.over(stage.aws, SETTINGS));
    rotations = new HandCranked(stage.broker, stage.clock, other);
    journal = stage.broker.bean(DyingJournal.class);
    alice = new WorkingMember(stage, "alice");
    stage.shared("first-of-its-account");
    stage
        .principal(stage.admin, stage.aws.user("manager").allowed("iam:*", "cloudtrail:*").key())
        .expect(200);
  }

  @AfterAll
  static void stop() {
    other.close();
    stage.close();
  }

  @Test
  void noDeathInAnyConditionLosesAKeyOrFailsAMember() {
    Endurance check = Endurance.of("kill matrix");
    Map<Condition, Map<Death, String>> matrix = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    int died = 0;
    for (Condition condition : Condition.values()) {
      Map<Death, String> row = row(condition);
      matrix.put(condition, row);
      died += (int) row.values().stream().filter(end -> !end.startsWith("never")).count();
      row.forEach(
          (death, end) -> {
            if (!end.endsWith(condition.end)) {
              wrong.add(condition + ", " + death + ": " + end);
            }
          });
    }
    print(matrix);
    check.found("%d deaths in %d conditions".formatted(died, matrix.size()));
    assertThat(wrong).isEmpty();
  }

  /** What a run never comes to isn't tried again with each later death. */
  private static Map<Death, String> row(Condition condition) {
    Map<Death, String> row = new LinkedHashMap<>();
    Optional<String> never = Optional.empty();
    for (Death death : Death.everywhere()) {
      if (never.isEmpty()) {
        String end = new Cell(condition, death).run();
        never = Optional.of(end).filter(what -> what.startsWith("never"));
        row.put(death, end);
      } else {
        row.put(death, never.get());
      }
    }
    return row;
  }

  private static void print(Map<Condition, Map<Death, String>> matrix) {
    System.out.println("| dies | " + String.join(" | ", names(matrix)) + " |");
    for (Death death : Death.everywhere()) {
      System.out.println(
          "| "
              + death
              + " | "
              + String.join(" | ", matrix.values().stream().map(row -> row.get(death)).toList())
              + " |");
    }
  }

  private static List<String> names(Map<Condition, ?> matrix) {
    return matrix.keySet().stream()
        .map(condition -> condition.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '))
        .toList();
  }

  /** One death in one condition. */
  private static final class Cell {
    private final Condition condition;
    private final Death death;
    private final String name;
    private final SandboxUser user;
    private final List<String> ofOthers = new ArrayList<>();
    private boolean appeared;
    private boolean died;

    Cell(Condition condition, Death death) {
      this.condition = condition;
      this.death = death;
      this.name =
          (condition + "-" + death).toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]", "-");
      stage.aws.resetSettings();
      stage.aws.clearFaults();
      this.user = stage.shared(name);
      stage.grantsRole(name, stage.alice, stage.role(name, user));
    }

    String run() {
      rotations.goesOnAt(stage.broker);
      set();
      journal.dies(death);
      stage.startsRotation(name).expect(201);
      rotations.untilAllRest(this::meanwhile);
      String end = checked();
      String shown = journal.waits() ? "never there, " + end : end;
      journal.lives();
      return shown;
    }

    private void set() {
      stage.aws.set(Delay.TRAIL, Duration.ofMinutes(15));
      stage.aws.set(Limit.LOOKUPS_PER_SECOND, 0);
      switch (condition) {
        case ONE_KEY, TAKEN_OVER -> {}
        case SECOND_KEY_OF_OTHERS -> ofOthers.add(user.key().id());
        case INACTIVE_KEY_OF_OTHERS -> ofOthers.add(user.key().deactivate().id());
        case HUMANS_KEY_MEANWHILE, HUMANS_KEY_ON_RECORD ->
            stage.aws.next("CreateAccessKey").resets();
        case PROPAGATES_SLOWLY -> {
          stage.clock.pass(Duration.ofSeconds(30));
          stage.aws.set(Delay.KEY_PROPAGATION, Duration.ofSeconds(15));
          stage.aws.set(Delay.KEY_REMOVAL, Duration.ofSeconds(10));
        }
        case STALE_LISTS -> {
          stage.clock.pass(Duration.ofSeconds(30));
          stage.aws.set(Delay.STALE_LISTING, Duration.ofSeconds(30));
        }
        case THROTTLED -> {
          for (String call : List.of("CreateAccessKey", "UpdateAccessKey", "DeleteAccessKey")) {
            stage.aws.next(call).times(2).throttled();
          }
          stage.aws.next("GetCallerIdentity").throttled();
        }
        case DELIVERED_LATE -> {
          for (String call : List.of("CreateAccessKey", "UpdateAccessKey", "DeleteAccessKey")) {
            stage.aws.next(call).arrivesLate();
          }
        }
      }
    }

    /** Between the turns: a member works, and others do what the condition says. */
    private void meanwhile() {
      alice.asks(name);
      died |= !journal.waits();
      if (condition == Condition.TAKEN_OVER && died) {
        rotations.goesOnAt(other);
      }
      boolean creating = rotations.stepOf(name).filter("creating"::equals).isPresent();
      if (creating && !appeared) {
        appears();
      }
      if (condition == Condition.DELIVERED_LATE) {
        stage.clock.pass(Duration.ofMinutes(4));
        stage.aws.deliverLate();
      }
      alice.asks(name);
    }

    private void appears() {
      switch (condition) {
        case HUMANS_KEY_MEANWHILE -> ofOthers.add(user.key().id());
        case HUMANS_KEY_ON_RECORD -> {
          stage.aws.clearFaults();
          ofOthers.add(alice.makesKey(user));
        }
        default -> {}
      }
      appeared = true;
    }

    private String checked() {
      JsonNode shared =
          stage
              .owner
              .fresh(stage.broker)
              .get(stage.broker, "/v1/shared-users/" + name)
              .expect(200)
              .json();
      JsonNode run =
          stage
              .owner
              .device()
              .get(stage.broker, "/v1/shared-users/" + name + "/rotations")
              .expect(200)
              .json()
              .path(0);
      List<String> stored =
          shared
              .path("accessKeys")
              .valueStream()
              .map(key -> key.path("accessKeyId").asString())
              .toList();
      String current =
          shared
              .path("accessKeys")
              .valueStream()
              .filter(key -> key.path("state").asString().equals("current"))
              .map(key -> key.path("accessKeyId").asString())
              .findFirst()
              .orElse("none");
      Optional<String> fault = fault(run, stored, current);
      return fault.map(what -> "WRONG: " + what + " " + run).orElseGet(() -> ended(run));
    }

    private Optional<String> fault(JsonNode run, List<String> stored, String current) {
      List<String> expected = new ArrayList<>(ofOthers);
      expected.add(current);
      if (!user.activeKeys().contains(current)) {
        return Optional.of("the current key is not active");
      }
      List<String> failed = alice.failed();
      if (!failed.isEmpty()) {
        return Optional.of(failed.size() + " requests failed: " + failed.getFirst());
      }
      if (user.keys().size() != expected.size() || !expected.containsAll(user.keys())) {
        return Optional.of("AWS has " + user.keys() + " and not " + expected);
      }
      return stored.equals(List.of(current))
          ? Optional.empty()
          : Optional.of("stored are " + stored + " in " + run.path("state"));
    }

    private static String ended(JsonNode run) {
      String state = run.path("state").asString();
      return state.equals("held") ? "held for " + run.path("heldFor").asString() : state;
    }
  }
}
