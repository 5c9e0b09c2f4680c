package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.sandbox.setting.Delay;
import dev.teambroker.server.Endurance;
import dev.teambroker.server.database.TestHeartbeats;
import dev.teambroker.server.signin.ReplicaProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The broker is killed with SIGKILL in one rotation again and again: while AWS has a request and
 * the broker not the answer, and while it waits. Each time another process goes on.
 */
@Tag("endurance")
class KilledRotationTest {
  private static final String WATCH = "broker.rotation.watch=1h";
  private static final String SESSION = "{\"sharedUser\": \"killed\", \"kind\": \"role\"}";

  /** The step, and the call that it is killed in; without one it is killed while it waits. */
  private record Moment(String step, String call) {}

  private static final List<Moment> MOMENTS =
      List.of(
          new Moment("creating", "CreateAccessKey"),
          new Moment("deleting", "DeleteAccessKey"),
          new Moment("deactivating", "UpdateAccessKey"),
          new Moment("sealed", ""),
          new Moment("switched", ""),
          new Moment("deactivated", ""));

  private final ProcessScene scene = new ProcessScene("broker.rotation.runs-at-once=0");
  private ReplicaProcess broker = scene.broker;

  @AfterEach
  void close() {
    broker.close();
    scene.close();
  }

  @Test
  void endsWithOneKeyThatWorksWhereverItWasKilled() throws Exception {
    Endurance check = Endurance.of("killed rotation");
    SandboxUser user = scene.shared("killed");
    scene.grantsRole("killed", scene.alice, scene.role("killed-role", user));
    scene
        .principal(scene.admin, scene.aws.user("manager").allowed("iam:*", "cloudtrail:*").key())
        .expect(200);
    scene.aws.set(Delay.TRAIL, Duration.ofMinutes(15));
    scene.clock.pass(Duration.ofSeconds(30));
    scene.aws.set(Delay.KEY_PROPAGATION, Duration.ofSeconds(20));
    List<Moment> moments = MOMENTS.subList(0, check.times(2, MOMENTS.size()));

    for (Moment moment : moments) {
      another();
      works();
      starts();
      goesOnTo(moment);
      assertThat(broker.kill()).isEqualTo(137);
      TestHeartbeats.allFallSilent(scene.database);
      scene.aws.clearFaults();
      another();
      works();
      goesOn(() -> run().path("state").asString().equals("done"));
      works();
      assertThat(user.keys()).containsExactly(run().path("newAccessKeyId").asString());
      assertThat(broker.kill()).isEqualTo(137);
      TestHeartbeats.allFallSilent(scene.database);
    }
    check.found(moments.size() + " × kill -9 of a broker in the middle of a rotation: all ended");
  }

  private void another() {
    broker = scene.broker.another(scene.database, scene.clock, Scene.over(scene.aws, WATCH));
  }

  private void starts() {
    scene.owner.fresh(broker).post(broker, "/v1/shared-users/killed/rotation", "").expect(201);
  }

  /** A call that is made is answered a minute later, which the broker doesn't live to see. */
  private void goesOnTo(Moment moment) {
    if (!moment.call().isEmpty()) {
      scene.aws.next(moment.call()).timesOutAfterDoing(Duration.ofMinutes(1));
    }
    goesOn(() -> run().path("step").asString().equals(moment.step()) && isMade(moment));
  }

  private boolean isMade(Moment moment) {
    return moment.call().isEmpty() || scene.aws.plannedFaults() == 0;
  }

  private void works() {
    scene.alice.fresh(broker).post(broker, "/v1/sessions", SESSION).expect(200);
  }

  private interface Happened {
    boolean yet();
  }

  private void goesOn(Happened happened) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              if (!happened.yet()) {
                passTo(run().path("nextAt").asString(""));
              }
              return happened.yet();
            });
  }

  /** Time also passes where nothing waits for one: a dead replica's claim of a run ends. */
  private void passTo(String nextAt) {
    Instant now = scene.clock.instant();
    Duration until =
        nextAt.isEmpty() ? Duration.ZERO : Duration.between(now, Instant.parse(nextAt));
    scene.clock.pass(until.isPositive() ? until : Duration.ofSeconds(2));
  }

  private JsonNode run() {
    return scene
        .owner
        .fresh(broker)
        .get(broker, "/v1/shared-users/killed/rotations")
        .expect(200)
        .json()
        .path(0);
  }
}
