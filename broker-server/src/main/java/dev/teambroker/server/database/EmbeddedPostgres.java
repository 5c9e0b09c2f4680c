package dev.teambroker.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postgresql.plugin.AuthenticationRequestType;

/**
 * A PostgreSQL of the broker's own: it keeps its data (fsync on), listens on loopback, wants a
 * password, and ends with the broker. It outlives kill −9 of either.
 */
final class EmbeddedPostgres implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final String DATABASE = "broker";

  private final Cluster cluster;
  private final Postmaster postmaster;

  private EmbeddedPostgres(Cluster cluster, Postmaster postmaster) {
    this.cluster = cluster;
    this.postmaster = postmaster;
  }

  /** Starts it in the folder; the programs are unpacked into {@code binaries} where missing. */
  static EmbeddedPostgres start(Path folder, Path binaries, Launch launch) {
    return start(folder, binaries, launch, List.of());
  }

  /** The same with more settings, each as {@code name=value}. */
  static EmbeddedPostgres start(Path folder, Path binaries, Launch launch, List<String> settings) {
    try {
      Cluster cluster = Cluster.in(folder, binaries, launch);
      Postmaster postmaster = Postmaster.start(cluster, settings);
      EmbeddedPostgres started = new EmbeddedPostgres(cluster, postmaster);
      try {
        started.awaitReady();
        started.makeRolesAndDatabase();
      } catch (SQLException | RuntimeException e) {
        postmaster.close();
        throw e;
      }
      return started;
    } catch (IOException | SQLException e) {
      throw new StartRefused("the embedded PostgreSQL in " + folder + " can't be started: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartRefused("interrupted while PostgreSQL was started", e);
    }
  }

  Login service() {
    return cluster.login(postmaster.port(), "broker_service", DATABASE);
  }

  Login owner() {
    return cluster.login(postmaster.port(), "broker_owner", DATABASE);
  }

  Login superuser() {
    return cluster.login(postmaster.port(), Cluster.SUPERUSER, "postgres");
  }

  long pid() {
    return postmaster.pid();
  }

  private void awaitReady() throws SQLException, InterruptedException {
    long until = System.nanoTime() + READY_WITHIN.toNanos();
    while (true) {
      try {
        superuser().connect(READY_WITHIN).close();
        return;
      } catch (SQLException e) {
        boolean starting = e.getSQLState() == null || !e.getSQLState().startsWith("28");
        if (!starting || System.nanoTime() > until) {
          throw new StartRefused("PostgreSQL doesn't answer: " + e.getMessage() + lastWords(), e);
        }
        Thread.sleep(20);
      }
    }
  }

  private String lastWords() {
    try (Stream<String> lines = Files.lines(cluster.log())) {
      List<String> all = lines.toList();
      return "; the end of its log: "
          + String.join(" | ", all.subList(Math.max(0, all.size() - 4), all.size()));
    } catch (IOException e) {
      return "";
    }
  }

  /** At each start, as an earlier one may have been cut off in between. */
  private void makeRolesAndDatabase() throws SQLException, IOException {
    try (Connection connection = superuser().connect(READY_WITHIN);
        Statement statement = connection.createStatement()) {
      for (String role : List.of("broker_owner", "broker_service")) {
        if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", role)) {
          statement.execute("CREATE ROLE " + role + " LOGIN");
        }
        setPassword(connection, role);
      }
      if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", DATABASE)) {
        statement.execute("CREATE DATABASE " + DATABASE + " OWNER broker_owner");
      }
      statement.execute("REVOKE ALL ON DATABASE " + DATABASE + " FROM PUBLIC");
      statement.execute("GRANT CONNECT ON DATABASE " + DATABASE + " TO broker_service");
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** Sends a verifier, so that the password itself stands in no statement and no log. */
  private void setPassword(Connection connection, String role) throws SQLException {
    Properties file = new Properties();
    file.setProperty(
        PasswordFromFile.FILE, Cluster.passwordFile(cluster.folder(), role).toString());
    char[] password = new PasswordFromFile(file).getPassword(AuthenticationRequestType.SASL);
    connection.unwrap(PGConnection.class).alterUserPassword(role, password, "scram-sha-256");
  }

  /** Ends it at once; for data that nobody wants any more. */
  void abandon() {
    postmaster.abandon();
  }

  @Override
  public void close() {
    postmaster.close();
  }
}
