package dev.teambroker.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.AuthenticatedRows;
import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.verification.VerifyingDatabase;
import dev.teambroker.server.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever column of whatever deciding row the database's owner alters, it is found. */
class EveryAuthenticatedColumnTest {
  private static final TestDatabase database = TestDatabase.fresh();
  private static final JdbcClient owner = database.ownersJdbc();
  private static final ConfigurableApplicationContext broker = start();

  private record Authenticated(String table, String kind) {}

  private record Column(String name, String type) {}

  @BeforeAll
  static void writeRowsThatTheTrailNames() throws IOException {
    dropConstraints();
    for (String insert :
        Files.readString(Path.of("src/test/resources/authenticated-rows.sql")).split(";\n", -1)) {
      if (!insert.isBlank()) {
        owner.sql(insert).update();
      }
    }
    DecidingRows rows = broker.getBean(DecidingRows.class);
    AuditTrail trail = broker.getBean(AuditTrail.class);
    new TransactionTemplate(broker.getBean(PlatformTransactionManager.class))
        .executeWithoutResult(
            status ->
                stored()
                    .forEach(
                        row ->
                            trail.append(AuditEvent.of("test.made").changing(rows.change(row)))));
  }

  @AfterAll
  static void close() {
    broker.close();
    database.close();
  }

  @Test
  void namesARowOfWhichAnyColumnIsAltered() throws IOException {
    assertThat(faults()).isEmpty();
    List<String> unnoticed = new ArrayList<>();
    for (Authenticated each : authenticated()) {
      owner.sql("CREATE TABLE broker.saved AS TABLE broker." + each.table()).update();
      for (Column column : columns(each.table())) {
        owner
            .sql(
                "UPDATE broker.%s SET %s = %s"
                    .formatted(each.table(), column.name(), altered(column)))
            .update();
        if (faults().stream().noneMatch(fault -> fault.contains(each.kind()))) {
          unnoticed.add(each.table() + "." + column.name());
        }
        restore(each.table());
        assertThat(faults()).isEmpty();
      }
      owner.sql("DROP TABLE broker.saved").update();
    }
    assertThat(unnoticed).isEmpty();
  }

  @Test
  void namesARowThatIsRemovedAndAcceptsItOnceItIsBack() throws IOException {
    for (Authenticated each : authenticated()) {
      owner.sql("CREATE TABLE broker.saved AS TABLE broker." + each.table()).update();
      assertThat(owner.sql("DELETE FROM broker." + each.table()).update()).isEqualTo(1);
      assertThat(faults())
          .singleElement()
          .asString()
          .startsWith("the " + each.kind() + " ")
          .endsWith("it is missing");
      restore(each.table());
      assertThat(faults()).isEmpty();
      owner.sql("DROP TABLE broker.saved").update();
    }
  }

  private static String altered(Column column) {
    String name = column.name();
    return switch (column.type()) {
      case "bigint", "integer" -> "coalesce(" + name + ", 0) + 1";
      case "boolean" -> "NOT " + name;
      case "bytea" -> "coalesce(" + name + ", '') || '\\x01'";
      case "ARRAY" -> "array_append(" + name + ", 'forged')";
      case "timestamp with time zone" -> "coalesce(" + name + ", now()) + interval '1 hour'";
      default -> "coalesce(" + name + ", '') || E'x\\nx'";
    };
  }

  private static void restore(String table) {
    owner.sql("DELETE FROM broker." + table).update();
    owner.sql("INSERT INTO broker." + table + " SELECT * FROM broker.saved").update();
  }

  private static void dropConstraints() {
    for (String drop :
        owner
            .sql(
                """
                SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname)
                FROM pg_constraint
                WHERE connamespace = 'broker'::regnamespace AND contype IN ('f', 'c')
                """)
            .query(String.class)
            .list()) {
      owner.sql(drop).update();
    }
  }

  private static List<Column> columns(String table) {
    return owner
        .sql(
            """
            SELECT column_name AS name, data_type AS type FROM information_schema.columns
            WHERE table_schema = 'broker' AND table_name = ?
            """)
        .param(table)
        .query((row, number) -> new Column(row.getString("name"), row.getString("type")))
        .list();
  }

  private static List<Authenticated> authenticated() throws IOException {
    return Files.readAllLines(Path.of("../db/tables.csv")).stream()
        .map(line -> line.split(",", 4))
        .filter(cells -> cells[1].equals("authenticated"))
        .map(cells -> new Authenticated(cells[0], cells[2]))
        .toList();
  }

  private static Stream<? extends DecidingRow> stored() {
    return broker.getBeanProvider(AuthenticatedRows.class).stream().flatMap(AuthenticatedRows::all);
  }

  private static List<String> faults() {
    return broker.getBean(VerifyingDatabase.class).verify().faults();
  }

  private static ConfigurableApplicationContext start() {
    List<String> arguments =
        new ArrayList<>(database.properties().stream().map(each -> "--" + each).toList());
    arguments.add("--broker.command=test");
    return new SpringApplicationBuilder(BrokerServer.class)
        .web(WebApplicationType.NONE)
        .lazyInitialization(true)
        .run(arguments.toArray(String[]::new));
  }
}
