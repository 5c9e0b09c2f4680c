package dev.teambroker.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.database.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A broker asks itself for sessions before it is ready. */
class WarmingUpTest {
  private static final List<String> TRACES =
      List.of(
          "dpop_proof",
          "ledger_session",
          "access_token",
          "audit_record where body::jsonb ->> 'action' <> 'bootstrap.link-made'");

  @Test
  void asksItselfAndLeavesNothingBehind() {
    try (TestDatabase database = TestDatabase.fresh()) {
      List<String> properties = database.properties();
      try (RunningBroker cold = broker(properties, "0s")) {
        assertThat(count(database, "dpop_nonce")).as("it hasn't been asked").isZero();
        assertThat(cold.port()).isPositive();
      }
      List<Long> before = TRACES.stream().map(table -> count(database, table)).toList();
      try (RunningBroker warm = broker(properties, "20s")) {
        assertThat(count(database, "dpop_nonce")).as("it has been asked").isPositive();
        assertThat(warm.port()).isPositive();
        assertThat(TRACES.stream().map(table -> count(database, table)).toList()).isEqualTo(before);
      }
    }
  }

  private static RunningBroker broker(List<String> properties, String warmUp) {
    return RunningBroker.with(
        properties.stream()
            .map(property -> "--" + property.replace("warm-up=0s", "warm-up=" + warmUp))
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
