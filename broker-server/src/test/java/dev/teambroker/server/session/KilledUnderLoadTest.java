package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.sandbox.trail.TrailEvent;
import dev.teambroker.server.BrokerServer;
import dev.teambroker.server.Endurance;
import dev.teambroker.server.database.JavaProcess;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.database.TestHeartbeats;
import dev.teambroker.server.signin.AtOnce;
import dev.teambroker.server.signin.Person;
import dev.teambroker.server.signin.Reachable;
import dev.teambroker.server.signin.ReplicaProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two replicas and PostgreSQL, each in processes of their own, killed with SIGKILL again and again
 * while members ask for sessions, two of them with AWS MFA codes.
 */
@Tag("endurance")
class KilledUnderLoadTest {
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);
  private static final String ROLE = "{\"sharedUser\": \"killed\", \"kind\": \"role\"}";
  private static final String SESSION = "{\"sharedUser\": \"killed\", \"kind\": \"session\"}";

  private final ProcessScene scene = new ProcessScene(TestDatabase.onItsOwnServer());
  private final List<Duration> readyAgain = new ArrayList<>();
  private List<ReplicaProcess> replicas = List.of(scene.broker);
  private String role = "";

  @AfterEach
  void close() {
    replicas.forEach(ReplicaProcess::close);
    scene.close();
  }

  @Test
  void whateverAwsIssuedIsOnRecordAndNoCodeIsSentTwice() throws Exception {
    Endurance check = Endurance.of("kill under load");
    Random random = check.random();
    int rounds = check.times(5, 100);
    int crashes = check.times(1, 20);
    sharedWithAnMfaDevice();
    List<Person> members = members(6);
    replicas = List.of(scene.broker, another());
    int before = scene.aws.events().size();
    Set<String> received = new HashSet<>();
    try (Load roles = new Load(members.subList(0, 4), ROLE, reachable());
        Load sessions = new Load(members.subList(4, 6), SESSION, reachable())) {
      for (int round = 0; round < Math.max(rounds, crashes); round++) {
        if (round < rounds) {
          killBothReplicas(random);
          roles.goesTo(reachable());
          sessions.goesTo(reachable());
        }
        if (round < crashes) {
          killPostgres(random);
        }
      }
      pause(random);
      received.addAll(roles.received());
      received.addAll(sessions.received());
      System.out.println("requests: " + roles.outcomes() + ", with MFA: " + sessions.outcomes());
    }
    nothingStaysOpen();
    List<TrailEvent> calls = scene.aws.events();
    Set<String> made = sessionsMade(calls.subList(0, calls.size() - before));
    Set<String> unknown = requests("outcome-unknown");
    Set<String> recorded = new HashSet<>(requests("issued"));
    recorded.addAll(unknown);
    assertThat(received).isNotEmpty();
    assertThat(keysOnRecord()).containsAll(received);
    assertThat(made).isNotEmpty().allMatch(recorded::contains);
    assertThat(calls).noneMatch(KilledUnderLoadTest::isARefusedCode);
    assertThat(verify()).isZero();
    check.found(
        ("%d × kill -9 of a replica, %d × of PostgreSQL: all %d sessions that AWS made are on record"
                + " (%d received, %d requests of unknown outcome), the chain verifies, no code was sent"
                + " twice; ready again (least/median/most) %s")
            .formatted(
                2 * rounds,
                crashes,
                made.size(),
                received.size(),
                unknown.size(),
                Endurance.spread(readyAgain)));
  }

  private void sharedWithAnMfaDevice() {
    SandboxUser user = scene.shared("killed");
    role = scene.role("killed-role", user);
    scene.nextStep();
    scene.putsMfaDevice("killed", user.mfaDevice("killed-phone")).expect(200);
    scene.grantsRole("killed", scene.alice, role);
  }

  private List<Person> members(int count) {
    List<Person> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Person member = scene.admin.brings(scene.broker, "member-" + i);
      scene.grantsRole("killed", member, role);
      scene.grant("killed", "{\"kind\": \"session\", \"member\": \"" + member.name() + "\"}");
      members.add(member);
    }
    return members;
  }

  private ReplicaProcess another() {
    return scene.broker.another(scene.database, scene.clock, Scene.over(scene.aws));
  }

  private List<Reachable> reachable() {
    return List.copyOf(replicas);
  }

  private static void pause(Random random) {
    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(100, 1_200)).toNanos());
  }

  /** Each at a moment of its own; then the time passes in which a device has a new code. */
  private void killBothReplicas(Random random) throws Exception {
    List<Long> dead = new ArrayList<>();
    for (ReplicaProcess replica : replicas) {
      pause(random);
      dead.add(replica.pid());
      assertThat(replica.kill()).isEqualTo(137);
    }
    long killed = System.nanoTime();
    TestHeartbeats.allFallSilent(scene.database);
    scene.clock.nextStep();
    replicas = AtOnce.all(List.of(this::another, this::another));
    assertThat(replicas).extracting(ReplicaProcess::pid).doesNotContainAnyElementsOf(dead);
    awaitReady();
    readyAgain.add(Duration.ofNanos(System.nanoTime() - killed));
  }

  private void killPostgres(Random random) {
    pause(random);
    long killed = System.nanoTime();
    long dead = scene.database.killServer();
    scene.clock.nextStep();
    awaitReady();
    assertThat(scene.database.server()).isNotEqualTo(dead);
    readyAgain.add(Duration.ofNanos(System.nanoTime() - killed));
  }

  /** A replica is ready again when a member gets a session from it. */
  private void awaitReady() {
    for (ReplicaProcess replica : replicas) {
      await()
          .atMost(READY_WITHIN)
          .pollInterval(Duration.ofMillis(100))
          .ignoreExceptions()
          .until(
              () -> scene.alice.fresh(replica).post(replica, "/v1/sessions", ROLE).status() == 200);
    }
  }

  private void nothingStaysOpen() {
    await()
        .atMost(READY_WITHIN)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(
                        strings(
                            """
                            SELECT b.body::json ->> 'requestId' FROM broker.audit_record b
                            WHERE b.body LIKE '{"replica"%' AND NOT EXISTS (
                              SELECT FROM broker.audit_record e
                              WHERE e.body LIKE
                                '{"ends":{"epoch":' || b.epoch || ',"number":' || b.number || '}%')
                            """))
                    .isEmpty());
  }

  private Set<String> keysOnRecord() {
    return Set.copyOf(
        strings(
            """
            SELECT body::json -> 'attributes' ->> 'accessKeyId' FROM broker.audit_record
            WHERE body::json ->> 'action' = 'session.issued'
            """));
  }

  private Set<String> requests(String outcome) {
    return Set.copyOf(
        strings(
            """
            SELECT body::json ->> 'requestId' FROM broker.audit_record
            WHERE body::json ->> 'action' = 'session.%s'
            """
                .formatted(outcome)));
  }

  private List<String> strings(String sql) {
    return scene.database.ownersJdbc().sql(sql).query(String.class).list();
  }

  /** The requests for which AWS made a session. */
  private static Set<String> sessionsMade(List<TrailEvent> calls) {
    return calls.stream()
        .filter(call -> List.of("AssumeRole", "GetSessionToken").contains(call.name()))
        .filter(call -> !call.content().containsKey("errorCode"))
        .map(call -> String.valueOf(call.content().get("userAgent")))
        .map(userAgent -> userAgent.replaceFirst(".*request/", ""))
        .collect(Collectors.toSet());
  }

  private static boolean isARefusedCode(TrailEvent call) {
    return call.name().equals("GetSessionToken") && call.content().containsKey("errorCode");
  }

  /** The real command, in a process of its own. */
  private int verify() throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("audit", "verify"));
    words.addAll(replicas.getFirst().options(scene.database, Scene.over(scene.aws)));
    try (JavaProcess command =
        JavaProcess.start(BrokerServer.class, words.toArray(String[]::new))) {
      return command.awaitExit();
    }
  }
}
