package dev.teambroker.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EmbeddedPostgresTest {
  @Test
  void startsMigratedWithFsyncOnForTheServicesRole() {
    try (TestDatabase database = TestDatabase.fresh()) {
      assertThat(database.jdbc().sql("SHOW fsync").query(String.class).single()).isEqualTo("on");
      assertThat(database.jdbc().sql("SELECT current_user").query(String.class).single())
          .isEqualTo("broker_service");
      assertThat(
              database
                  .jdbc()
                  .sql(
                      "SELECT record_number FROM broker.audit_append(ARRAY['{}'], ARRAY[NULL::bytea],"
                          + " ARRAY[NULL::timestamptz], NULL)")
                  .query(Long.class)
                  .single())
          .isEqualTo(1);
    }
  }
}
