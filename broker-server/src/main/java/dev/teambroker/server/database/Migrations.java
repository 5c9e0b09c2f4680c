package dev.teambroker.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** The schema's versions: db/migrations, run by the schema's owner in a step of its own. */
final class Migrations {
  private static final String SCHEMA = "broker";
  private static final String HISTORY = "flyway_schema_history";

  private Migrations() {}

  /** Brings the schema to this broker's version; returns how many migrations were run. */
  static int run(Login owner) {
    try {
      int count = flyway(owner).migrate().migrationsExecuted;
      letServiceSeeHistory(owner);
      return count;
    } catch (FlywayException | SQLException e) {
      throw new StartRefused("the database can't be migrated: " + e.getMessage(), e);
    }
  }

  /** Refuses a schema that is older or newer than this broker. */
  static void check(Login service) {
    MigrationInfoService info;
    try {
      info = flyway(service).info();
    } catch (FlywayException e) {
      throw new StartRefused(
          "the schema's version can't be read: run `broker migrate` first (" + e.getMessage() + ")",
          e);
    }
    int pending = info.pending().length;
    if (pending > 0) {
      throw new StartRefused(
          "the database lacks " + pending + " migration(s) of this broker: run `broker migrate`");
    }
    Stream.of(info.all())
        .filter(migration -> migration.getState().isFailed() || isUnknown(migration))
        .findFirst()
        .ifPresent(Migrations::refuse);
  }

  private static boolean isUnknown(MigrationInfo migration) {
    return migration.getState().isApplied() && !migration.getState().isResolved();
  }

  private static void refuse(MigrationInfo migration) {
    throw new StartRefused(
        "the database has migration "
            + migration.getVersion()
            + " in state "
            + migration.getState().getDisplayName()
            + ", which this broker doesn't know: run the version that made it, or a newer one");
  }

  private static Flyway flyway(Login login) {
    return Flyway.configure()
        .dataSource(new LoginDataSource(login))
        .defaultSchema(SCHEMA)
        .schemas(SCHEMA)
        .table(HISTORY)
        .locations("classpath:db/migrations")
        .failOnMissingLocations(true)
        .validateMigrationNaming(true)
        .cleanDisabled(true)
        .outOfOrder(true)
        .load();
  }

  private static void letServiceSeeHistory(Login owner) throws SQLException {
    try (Connection connection = new LoginDataSource(owner).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("GRANT SELECT ON broker." + HISTORY + " TO broker_service");
    }
  }

  /** A new connection each time. */
  private static final class LoginDataSource extends AbstractDataSource {
    private final Login login;

    private LoginDataSource(Login login) {
      this.login = login;
    }

    @Override
    public Connection getConnection() throws SQLException {
      return login.connect(Duration.ofMinutes(10));
    }

    @Override
    public Connection getConnection(String user, String password) {
      throw new UnsupportedOperationException("the login says who connects");
    }
  }
}
