package dev.teambroker.server.secretstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.RunningBroker;
import dev.teambroker.server.database.TestDatabase;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the running broker tells of a seal that it finds broken. */
class BrokenSealTest {
  private final TestDatabase database = TestDatabase.fresh();

  @Test
  void isAuditedOnceAMinute() {
    try (database;
        RunningBroker broker = RunningBroker.on(database)) {
      SecretStore store = broker.bean(SecretStore.class);
      SealedSecret sealed = store.seal(Secret.of("a seed"), of("factor-1"));
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> store.unseal(sealed, of("factor-2")))
            .isInstanceOf(SealBroken.class);
      }
      assertThatThrownBy(() -> store.unseal(sealed, of("factor-3"))).isInstanceOf(SealBroken.class);

      Awaitility.await().until(() -> told().size() == 2);
      assertThat(told().getFirst()).contains("\"id\":\"factor-2\"", "\"owner\":\"ann\"");
      assertThat(told().getLast()).contains("\"id\":\"factor-3\"").doesNotContain("a seed");
    }
  }

  private static Binding of(String factor) {
    return new Binding("totp-seed", factor, "ann", factor, 1);
  }

  private List<String> told() {
    return database
        .ownersJdbc()
        .sql("SELECT body FROM broker.audit_record WHERE body LIKE '%seal.broken%' ORDER BY number")
        .query(String.class)
        .list();
  }
}
