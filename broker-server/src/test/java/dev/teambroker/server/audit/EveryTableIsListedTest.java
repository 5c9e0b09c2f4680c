package dev.teambroker.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Nobody adds a table without saying whether it decides. */
class EveryTableIsListedTest {
  private static final TestDatabase database = TestDatabase.fresh();

  private record Listed(String table, String nature, String kind, String why) {}

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void everyTableIsAuthenticatedVolatileOrTrail() throws IOException {
    assertThat(listed())
        .allSatisfy(row -> assertThat(row.nature()).isIn("authenticated", "volatile", "trail"))
        .allSatisfy(row -> assertThat(row.why()).isNotBlank())
        .extracting(Listed::table)
        .containsExactlyInAnyOrderElementsOf(
            names(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'broker'"));
  }

  @Test
  void everyAuthenticatedTableHasAVersion() throws IOException {
    assertThat(
            names(
                """
                SELECT table_name FROM information_schema.columns
                WHERE table_schema = 'broker' AND column_name = 'version'
                  AND data_type = 'bigint' AND is_nullable = 'NO'
                """))
        .containsExactlyInAnyOrderElementsOf(
            listed().stream()
                .filter(row -> row.nature().equals("authenticated"))
                .map(Listed::table)
                .toList());
  }

  @Test
  void everyKindOfRowHasOneTable() throws IOException {
    assertThat(listed())
        .filteredOn(row -> !row.kind().isEmpty())
        .extracting(Listed::kind)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(RowKind.values()).map(RowKind::code).toList());
    assertThat(listed())
        .allSatisfy(
            row ->
                assertThat(row.kind().isEmpty()).isEqualTo(!row.nature().equals("authenticated")));
  }

  @Test
  void theServiceMayReadTheTrailAndNothingElse() throws IOException {
    for (Listed row : listed()) {
      if (row.nature().equals("trail")) {
        assertThat(
                names(
                    """
                    SELECT privilege_type FROM information_schema.table_privileges
                    WHERE grantee = 'broker_service' AND table_schema = 'broker'
                      AND table_name = '%s'
                    """
                        .formatted(row.table())))
            .describedAs(row.table())
            .containsExactly("SELECT");
      }
    }
  }

  private static List<String> names(String query) {
    return database.ownersJdbc().sql(query).query(String.class).list();
  }

  private static List<Listed> listed() throws IOException {
    return Files.readAllLines(Path.of("../db/tables.csv")).stream()
        .skip(1)
        .map(line -> line.split(",", 4))
        .map(cells -> new Listed(cells[0], cells[1], cells[2], cells[3]))
        .toList();
  }
}
