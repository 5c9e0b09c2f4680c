package dev.teambroker.server.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What one replica does at a time: held by an advisory lock of a connection of its own, so that a
 * replica that dies lets go of it, and no transaction is open meanwhile.
 */
@Component
public class Exclusive {
  private final Postgres postgres;

  /** To be closed by who has taken it. */
  public static final class Held implements AutoCloseable {
    private final Connection connection;

    private Held(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  Exclusive(Postgres postgres) {
    this.postgres = postgres;
  }

  /** Empty while another one has it. */
  public Optional<Held> tryTake(String what) throws SQLException {
    Connection connection = postgres.service().connect(Duration.ofSeconds(30));
    boolean taken = false;
    try (PreparedStatement lock =
        connection.prepareStatement(
            "SELECT pg_try_advisory_lock(hashtextextended('broker ' || ?, 0))")) {
      lock.setString(1, what);
      try (ResultSet answer = lock.executeQuery()) {
        taken = answer.next() && answer.getBoolean(1);
      }
      return taken ? Optional.of(new Held(connection)) : Optional.empty();
    } finally {
      if (!taken) {
        connection.close();
      }
    }
  }
}
