package dev.teambroker.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.audit.verification.AuditReport;
import dev.teambroker.server.audit.verification.VerifyingDatabase;
import dev.teambroker.server.database.JavaProcess;
import dev.teambroker.server.database.Login;
import dev.teambroker.server.database.TestDatabase;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TwoReplicasAppendTest {
  private static final int RECORDS = 100_000;

  @Test
  void twoProcessesAppendGaplesslyToOneChain() throws Exception {
    try (TestDatabase database = TestDatabase.fresh();
        JavaProcess first = replica(database.serviceLogin());
        JavaProcess second = replica(database.serviceLogin())) {
      System.out.println("first replica:  " + first.await("DONE"));
      System.out.println("second replica: " + second.await("DONE"));

      assertThat(
              database
                  .jdbc()
                  .sql("SELECT count(*) = max(number) AND min(number) = 1 FROM broker.audit_record")
                  .query(Boolean.class)
                  .single())
          .isTrue();
      long begun = System.nanoTime();
      AuditReport report = verify(database);
      System.out.println(
          "verified in " + (System.nanoTime() - begun) / 1_000_000 + " ms: " + report.lines());
      assertThat(report.faults()).isEmpty();
      assertThat(report.lines()).contains("records: " + RECORDS);
    }
  }

  private static AuditReport verify(TestDatabase database) {
    return new VerifyingDatabase(
            database.service(),
            Objects.requireNonNull(database.transactions().getTransactionManager()),
            new TestRowMac(),
            List.of())
        .verify();
  }

  private static JavaProcess replica(Login login) throws IOException {
    return JavaProcess.start(
        AppendingReplica.class,
        login.url(),
        login.user(),
        String.valueOf(login.passwordFile()),
        String.valueOf(RECORDS / 2));
  }
}
