package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.database.TestHeartbeats;
import dev.teambroker.server.signin.Reachable;
import dev.teambroker.server.signin.ReplicaProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A replica is paused while its signed DeleteAccessKey is under way; another one takes the rotation
 * over and undoes it; then the first one wakes, and its request arrives.
 */
class PausedReplicaTest {
  private static final String WATCH = "broker.rotation.watch=1h";

  private final ProcessScene scene = new ProcessScene("broker.rotation.runs-at-once=0", WATCH);

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void deletesNoKeyThatLivesWhenItWakes() throws Exception {
    SandboxUser user = scene.shared("paused");
    String old = user.keys().getFirst();
    scene.grantsRole("paused", scene.alice, scene.role("paused-role", user));
    scene
        .principal(scene.admin, scene.aws.user("manager").allowed("iam:*", "cloudtrail:*").key())
        .expect(200);

    try (HoldingProxy proxy = new HoldingProxy(scene.aws.endpoint(), "DeleteAccessKey");
        ReplicaProcess paused = replicaThrough(proxy)) {
      says("").expect(201);
      goesOn(scene.broker, proxy::holdsOne);
      signal("STOP", paused);
      try (ReplicaProcess other =
          scene.broker.another(scene.database, scene.clock, Scene.over(scene.aws, WATCH))) {
        says("/undo").expect(200);
        TestHeartbeats.fallsSilent(scene.database, secondReplica());
        goesOn(other, () -> current(other).equals(old));

        signal("CONT", paused);
        assertThat(proxy.releases()).startsWith("HTTP/1.1 403").contains("Signature expired");
        goesOn(other, () -> run(other).path("state").asString().equals("undone"));
        assertThat(user.keys()).containsExactly(old);
        assertThat(user.activeKeys()).containsExactly(old);
        scene.alice.fresh(paused);
        scene
            .alice
            .device()
            .post(paused, "/v1/sessions", "{\"sharedUser\": \"paused\", \"kind\": \"role\"}")
            .expect(200);
      }
    }
  }

  private ReplicaProcess replicaThrough(HoldingProxy proxy) {
    return scene.broker.another(
        scene.database,
        scene.clock,
        "broker.mode=sandbox",
        "broker.aws.sandbox-endpoint=" + proxy.endpoint(),
        WATCH);
  }

  private dev.teambroker.server.signin.Answer says(String what) {
    return scene
        .owner
        .fresh(scene.broker)
        .post(scene.broker, "/v1/shared-users/paused/rotation" + what, "");
  }

  private interface Happened {
    boolean yet();
  }

  /** Whenever the rotation waits for a time, that time comes. */
  private void goesOn(Reachable asked, Happened happened) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              if (!happened.yet()) {
                passTo(run(asked).path("nextAt").asString(""));
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

  private JsonNode run(Reachable asked) {
    return scene
        .owner
        .fresh(asked)
        .get(asked, "/v1/shared-users/paused/rotations")
        .expect(200)
        .json()
        .path(0);
  }

  private String current(Reachable asked) {
    return scene
        .owner
        .fresh(asked)
        .get(asked, "/v1/shared-users/paused")
        .expect(200)
        .json()
        .path("accessKeys")
        .valueStream()
        .filter(key -> key.path("state").asString().equals("current"))
        .map(key -> key.path("accessKeyId").asString())
        .findFirst()
        .orElse("");
  }

  /** The one that was started after the scene's own. */
  private UUID secondReplica() {
    return scene
        .database
        .ownersJdbc()
        .sql("SELECT id FROM broker.replica ORDER BY started_at OFFSET 1 LIMIT 1")
        .query(UUID.class)
        .single();
  }

  private static void signal(String name, ReplicaProcess replica)
      throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(replica.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }
}
