package dev.teambroker.server.secretstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.RunningBroker;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.secretstore.vault.FakeVault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Versions that a backend makes by itself. */
class KeyVersionsTest {
  @Test
  void areFollowedByTheRecordsAndToldWhenTheyAreDue() throws Exception {
    try (TestDatabase database = TestDatabase.fresh();
        FakeVault vault = FakeVault.start()) {
      List<String> options = new ArrayList<>();
      vault.options("kek").forEach(option -> options.add("--" + option));
      options.add("--broker.secret-store.keys=vault:transit/kek");
      options.add("--broker.secret-store.vault.timeout=20s");
      options.add("--broker.secret-store.rotate-every=1ms");
      try (RunningBroker broker = RunningBroker.on(database, options.toArray(String[]::new))) {
        KeyVersions versions = broker.bean(KeyVersions.class);
        Inventory inventory = broker.bean(Inventory.class);
        versions.look();
        assertThat(inventory.waiting()).isZero();
        assertThat(broker.management("/health/readiness").body())
            .contains("longer than broker.secret-store.rotate-every");
        assertThat(broker.management("/prometheus").body())
            .contains("broker_secret_store_key_version_age_seconds{key=\"vault/transit/kek\"}");

        vault.rotates("kek");
        vault.opensFrom("kek", 1);
        versions.look();

        assertThat(inventory.waiting()).isZero();
        vault.opensFrom("kek", 2);
        assertThat(inventory.verify(line -> {})).as("nothing is of version 1 any more").isEmpty();
        assertThat(broker.bean(StatusCommand.class).run(List.of())).isZero();
      }
    }
  }
}
