package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.Endurance;
import dev.teambroker.server.audit.AuditUnavailable;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.rotation.DyingJournal;
import dev.teambroker.server.rotation.DyingJournal.Death;
import dev.teambroker.server.rotation.HandCranked;
import dev.teambroker.server.signin.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.core.NestedRuntimeException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * Before and after every step of a rotation PostgreSQL is killed with SIGKILL, or the network to
 * AWS stands still until the broker has given up, and then delivers what it held. The broker lives
 * on.
 */
@Tag("endurance")
@EnabledIfSystemProperty(named = "broker.endurance", matches = ".+")
class TroubledRotationTest {
  private static final String[] SETTINGS = {
    HandCranked.BY_HAND, "broker.rotation.watch=1h", "broker.aws.call-timeout=1s"
  };

  private enum Trouble {
    POSTGRESQL_KILLED,
    NETWORK_STALLED
  }

  private record Cell(Trouble trouble, Death at) {
    String sharedUser() {
      return (trouble + "-" + at).toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]", "-");
    }
  }

  private final TestDatabase database = TestDatabase.onItsOwnServer();
  private final Stage stage = new Stage(database, _ -> _ -> {}, SETTINGS);
  private final TcpProxy network = TcpProxy.before(stage.aws.port());
  private final Replica troubled =
      stage.broker.another(
          database,
          stage.clock,
          DyingJournal.bean(),
          Stream.concat(
                  Stream.of(SETTINGS),
                  Stream.of(
                      "broker.mode=sandbox",
                      "broker.aws.sandbox-endpoint=http://127.0.0.1:" + network.port()))
              .toArray(String[]::new));
  private final HandCranked rotations = new HandCranked(troubled, stage.clock, stage.broker);
  private final DyingJournal journal = troubled.bean(DyingJournal.class);
  private final WorkingMember alice = new WorkingMember(stage, "alice");

  @AfterEach
  void close() {
    network.set(TcpProxy.Mode.PASSES);
    troubled.close();
    stage.close();
    network.close();
  }

  @Test
  void endsWithOneKeyThatWorksWhereverItWas() {
    Endurance check = Endurance.of("troubled rotation");
    stage.shared("first-of-its-account");
    stage
        .principal(stage.admin, stage.aws.user("manager").allowed("iam:*", "cloudtrail:*").key())
        .expect(200);
    List<Cell> mine = check.share(cells(), 2);
    List<String> wrong = new ArrayList<>();
    for (Cell cell : mine) {
      String end = run(cell);
      System.out.println("| " + cell.trouble() + " | " + cell.at() + " | " + end + " |");
      if (!end.equals("done")) {
        wrong.add(cell + ": " + end);
      }
    }
    check.found(mine.size() + " troubles of PostgreSQL or the network in rotations: all ended");
    assertThat(wrong).isEmpty();
  }

  private static List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (Trouble trouble : Trouble.values()) {
      Death.everywhere().forEach(death -> cells.add(new Cell(trouble, death)));
    }
    return cells;
  }

  private String run(Cell cell) {
    String name = cell.sharedUser();
    SandboxUser user = stage.shared(name);
    stage.grantsRole(name, stage.alice, stage.role(name, user));
    asks(name);
    stage.startsRotation(name).expect(201);
    switch (cell.trouble()) {
      case POSTGRESQL_KILLED ->
          journal.happens(cell.at(), database::killServer, this::awaitDatabase);
      case NETWORK_STALLED ->
          journal.happens(cell.at(), () -> network.set(TcpProxy.Mode.KEEPS_SILENT), () -> {});
    }
    rotations.untilAllRest(
        () -> {
          network.set(TcpProxy.Mode.PASSES);
          asks(name);
        });
    return journal.waits() ? "never there" : end(name, user);
  }

  /** A request whose connection has gone with PostgreSQL is repeated, as its answer says. */
  private void asks(String name) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInSameThread()
        .ignoreExceptionsMatching(
            e -> e instanceof AuditUnavailable || e instanceof NestedRuntimeException)
        .until(
            () -> {
              alice.asks(name);
              return true;
            });
  }

  private void awaitDatabase() {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsInstanceOf(DataAccessException.class)
        .until(() -> answers(stage.broker) && answers(troubled));
  }

  private static boolean answers(Replica replica) {
    return replica.bean(JdbcClient.class).sql("select true").query(Boolean.class).single();
  }

  private String end(String name, SandboxUser user) {
    JsonNode run = stage.rotations(name).path(0);
    List<String> failed = alice.failed();
    if (!failed.isEmpty()) {
      return failed.size() + " requests failed: " + failed.getFirst();
    }
    String next = run.path("newAccessKeyId").asString();
    if (!user.keys().equals(List.of(next)) || !user.activeKeys().equals(List.of(next))) {
      return "AWS has " + user.keys() + " and not " + next + ": " + run;
    }
    return run.path("state").asString();
  }
}
