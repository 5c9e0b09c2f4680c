package dev.teambroker.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.database.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A broker asks itself for sessions before it is ready. */
class WarmingUpTest {
  private static final List<String> TRACES =
      List.of("audit_record", "dpop_proof", "ledger_session", "access_token");

  @Test
  void asksItselfAndLeavesNothingBehind() {
    try (TestDatabase database = TestDatabase.fresh()) {
      try (RunningBroker cold = RunningBroker.on(database)) {
        assertThat(count(database, "dpop_nonce")).as("it hasn't been asked").isZero();
        assertThat(cold.port()).isPositive();
      }
      List<Long> before = TRACES.stream().map(table -> count(database, table)).toList();
      try (RunningBroker warm = warm(database)) {
        assertThat(count(database, "dpop_nonce")).as("it has been asked").isPositive();
        assertThat(warm.port()).isPositive();
        assertThat(TRACES.stream().map(table -> count(database, table)).toList()).isEqualTo(before);
      }
    }
  }

  private static RunningBroker warm(TestDatabase database) {
    return RunningBroker.with(
        database.properties().stream()
            .map(property -> "--" + property.replace("warm-up=0s", "warm-up=20s"))
            .toList());
  }

  private static long count(TestDatabase database, String table) {
    return database
        .ownersJdbc()
        .sql("select count(*) from broker." + table)
        .query(Long.class)
        .single();
  }
}
