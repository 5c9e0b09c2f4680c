package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.audit.verification.AuditReport;
import dev.teambroker.server.audit.verification.VerifyingExports;
import dev.teambroker.server.database.TestHeartbeats;
import dev.teambroker.server.signin.Reachable;
import dev.teambroker.server.signin.ReplicaProcess;
import java.io.BufferedReader;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broker that is really killed while AWS has the request and it hasn't the answer. */
class KilledReplicaTest {
  private static final String REQUEST = "{\"sharedUser\": \"held\", \"kind\": \"role\"}";

  private final ProcessScene scene = new ProcessScene();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void leavesASessionOfUnknownOutcomeOnRecordOnceItIsStartedAgain() throws Exception {
    SandboxUser user = scene.shared("held");
    scene.grantsRole("held", scene.alice, scene.role("held-role", user));
    scene.alice.fresh(scene.broker);
    killWhileAwsIsAsked();

    try (ReplicaProcess again =
        scene.broker.another(scene.database, scene.clock, Scene.over(scene.aws))) {
      assertThat(again.pid()).isNotEqualTo(scene.broker.pid());
      TestHeartbeats.fallsSilent(scene.database, replicaOfTheRequest());
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> sessions().contains("session.outcome-unknown"));
      scene.alice.device().post(again, "/v1/sessions", REQUEST).expect(200);

      assertThat(sessions())
          .containsExactly(
              "session.requested",
              "session.outcome-unknown",
              "session.requested",
              "session.issued");
      assertThat(madeByAws()).isEqualTo(2);
      AuditReport report = verified(again);
      assertThat(report.faults()).isEmpty();
      assertThat(report.lines()).contains("requests without a result: none");
    }
  }

  private void killWhileAwsIsAsked() throws InterruptedException {
    scene.aws.next("AssumeRole").always().timesOutAfterDoing(Duration.ofMinutes(1));
    Thread asking = Thread.ofVirtual().start(this::asksInVain);
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> madeByAws() > 0);
    assertThat(scene.broker.kill()).isEqualTo(137);
    asking.join();
    scene.aws.clearFaults();
  }

  private void asksInVain() {
    try {
      scene.alice.device().post(scene.broker, "/v1/sessions", REQUEST);
    } catch (RuntimeException | AssertionError killed) {
      return;
    }
  }

  private long madeByAws() {
    return scene.aws.events().stream().filter(call -> call.name().equals("AssumeRole")).count();
  }

  private AuditReport verified(Reachable broker) throws Exception {
    String export =
        scene.admin.fresh(broker).get(broker, "/v1/audit?limit=10000").expect(200).body();
    return VerifyingExports.verify(new BufferedReader(new StringReader(export)));
  }

  private UUID replicaOfTheRequest() {
    return scene
        .database
        .ownersJdbc()
        .sql(
            """
            SELECT (body::json ->> 'replica')::uuid FROM broker.audit_record
            WHERE body LIKE '{"replica"%'
            """)
        .query(UUID.class)
        .single();
  }

  private List<String> sessions() {
    return scene
        .database
        .ownersJdbc()
        .sql(
            """
            SELECT body::json ->> 'action' FROM broker.audit_record
            WHERE body::json ->> 'action' LIKE 'session.%'
            ORDER BY epoch, number
            """)
        .query(String.class)
        .list();
  }
}
