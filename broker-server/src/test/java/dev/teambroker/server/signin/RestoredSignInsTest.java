package dev.teambroker.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.BrokerServer;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.Rewriting;
import dev.teambroker.server.audit.verification.VerifyingDatabase;
import dev.teambroker.server.database.JavaProcess;
import dev.teambroker.server.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What signs in after a restore was accepted, and what doesn't any more. */
class RestoredSignInsTest {
  private final SettableClock clock = new SettableClock();
  private final TestDatabase database = TestDatabase.fresh();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void takesNoTokenInvitationOrCodeThatMayHaveBeenUsed() throws Exception {
    Replica before = Replica.start(database, clock, checkpoints());
    Person admin = Person.firstAdmin(before, clock);
    Person alice = admin.brings(before, "alice");
    String invitation = admin.invitationFor(before, "carol");
    alice.device().get(before, "/v1/me").expect(200);
    for (int i = 0; i < 3; i++) {
      before.bean(AuditTrail.class).record(AuditEvent.of("test.done"));
    }
    before.close();
    Rewriting.cutTail(database, 2);
    database.ownersJdbc().sql("update broker.factor_step set last_step = 0").update();
    long stepBefore = Instant.now().getEpochSecond() / 30;
    acceptRestore(before);

    try (Replica after = before.another(database, clock, checkpoints())) {
      alice.device().get(after, "/v1/me").expect(ProblemType.SIGN_IN_REQUIRED);
      alice.device().refresh(after).expect(ProblemType.INVALID_GRANT);
      Person.named("carol", clock).start(after, invitation).expect(ProblemType.INVITATION_REFUSED);
      assertThat(steps()).hasSize(2).allMatch(step -> step > stepBefore);
      clock.nextStep();
      clock.nextStep();
      alice.signsIn(after).device().get(after, "/v1/me").expect(200);
      assertThat(after.bean(VerifyingDatabase.class).verify().faults()).isEmpty();
    }
  }

  private String checkpoints() {
    return "broker.audit.checkpoints.file=" + folder.resolve("checkpoints.jsonl");
  }

  /** As its operator does, in a process of its own. */
  private void acceptRestore(Replica broker) throws IOException, InterruptedException {
    List<String> arguments = ReplicaStart.arguments(database, broker.directory(), checkpoints());
    arguments.addFirst("accept");
    arguments.addFirst("restore");
    try (JavaProcess accept =
        JavaProcess.start(BrokerServer.class, arguments.toArray(String[]::new))) {
      assertThat(accept.awaitExit()).isZero();
    }
  }

  private List<Long> steps() {
    return database
        .ownersJdbc()
        .sql("select last_step from broker.factor_step")
        .query(Long.class)
        .list();
  }
}
