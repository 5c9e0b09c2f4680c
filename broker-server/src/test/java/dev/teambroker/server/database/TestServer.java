package dev.teambroker.server.database;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.springframework.transaction.support.TransactionTemplate;

/** A PostgreSQL of one test's own, for settings that would disturb the others. */
public final class TestServer implements AutoCloseable {
  private static final Path ROOT = Path.of("target", "test-postgresql").toAbsolutePath();

  private final Path folder;
  private final EmbeddedPostgres server;
  private final HikariDataSource pool;

  private TestServer(Path folder) {
    this.folder = folder;
    this.server = EmbeddedPostgres.start(folder, ROOT, Launch.forThisProcess());
    Migrations.run(server.owner());
    this.pool = pool(server.service());
  }

  public static TestServer start() {
    try {
      Files.createDirectories(ROOT);
      return new TestServer(Files.createTempDirectory(ROOT, "server"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A pool on a login, for processes of a test's own. */
  public static HikariDataSource pool(Login login) {
    return new HikariDataSource(login.pool("test", 4));
  }

  public static Postgres postgres(Login login) {
    return Postgres.of(login);
  }

  public HikariDataSource service() {
    return pool;
  }

  public Postgres postgres() {
    return Postgres.of(server.service());
  }

  public TransactionTemplate transactions() {
    return new TransactionTemplate(new DurableTransactions(pool));
  }

  public void asSuperuser(String... statements) {
    try (Connection connection = server.superuser().connect(Duration.ofMinutes(1));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    pool.close();
    server.abandon();
    try {
      PostgresBinaries.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
