package dev.teambroker.server.audit.stream;

import dev.teambroker.protocol.AuditRecords.Line;
import dev.teambroker.server.database.Postgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Up to where the trail was sent, for one sender at a time: held by an advisory lock of its own
 * connection, so that a replica that dies lets go of it.
 */
final class StreamCursor implements AutoCloseable {
  /** Any number that no other advisory lock of the broker has. */
  private static final long LOCK = 0x6175_6469_7453L;

  private final Connection connection;

  /** After which record to go on. */
  record Position(long epoch, long number) {}

  private StreamCursor(Connection connection) {
    this.connection = connection;
  }

  /** Empty while another replica sends. */
  static Optional<StreamCursor> tryTake(Postgres postgres) throws SQLException {
    Connection connection = postgres.service().connect(Duration.ofSeconds(30));
    boolean taken = false;
    try (PreparedStatement lock = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
      lock.setLong(1, LOCK);
      try (ResultSet answer = lock.executeQuery()) {
        taken = answer.next() && answer.getBoolean(1);
      }
      return taken ? Optional.of(new StreamCursor(connection)) : Optional.empty();
    } finally {
      if (!taken) {
        connection.close();
      }
    }
  }

  Position position() throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("SELECT epoch, number FROM broker.audit_stream");
        ResultSet row = query.executeQuery()) {
      return row.next()
          ? new Position(row.getLong("epoch"), row.getLong("number"))
          : new Position(0, 0);
    }
  }

  void moveTo(Line sent) throws SQLException {
    try (PreparedStatement move =
        connection.prepareStatement(
            """
            INSERT INTO broker.audit_stream (one, epoch, number) VALUES (true, ?, ?)
            ON CONFLICT (one) DO UPDATE SET epoch = excluded.epoch, number = excluded.number
            """)) {
      move.setLong(1, sent.epoch());
      move.setLong(2, sent.number());
      move.executeUpdate();
    }
  }

  /** Lets go of the lock with the connection. */
  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
