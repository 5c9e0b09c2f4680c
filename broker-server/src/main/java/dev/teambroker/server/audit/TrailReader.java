package dev.teambroker.server.audit;

import dev.teambroker.protocol.AuditRecords.Line;
import dev.teambroker.server.database.Login;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/**
 * Reads committed records on a connection of its own: never in a caller's transaction, which would
 * see records that may roll back. Not thread-safe.
 */
@NamedInterface("inside")
public final class TrailReader implements AutoCloseable {
  private static final String FROM =
      """
      SELECT epoch, number, body, hash
      FROM broker.audit_record
      WHERE (epoch, number) >= (?, ?)
      ORDER BY epoch, number
      """;

  private final Login login;
  private @Nullable Connection connection;

  TrailReader(Login login) {
    this.login = login;
  }

  /** Gives each record from this one on, in order. */
  void readFrom(long epoch, long number, Consumer<Line> each) throws SQLException {
    try {
      read(connected(), epoch, number, each);
    } catch (SQLException e) {
      close();
      throw e;
    }
  }

  private static void read(Connection open, long epoch, long number, Consumer<Line> each)
      throws SQLException {
    try (PreparedStatement query = open.prepareStatement(FROM)) {
      query.setFetchSize(5000);
      query.setLong(1, epoch);
      query.setLong(2, number);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          each.accept(line(rows));
        }
      }
    } finally {
      open.rollback();
    }
  }

  public static Line line(ResultSet row) throws SQLException {
    return new Line(
        row.getLong("epoch"),
        row.getLong("number"),
        row.getString("body"),
        HexFormat.of().formatHex(row.getBytes("hash")));
  }

  private Connection connected() throws SQLException {
    Connection open = connection;
    if (open == null || open.isClosed()) {
      open = login.connect(Duration.ofSeconds(60));
      open.setReadOnly(true);
      open.setAutoCommit(false);
      connection = open;
    }
    return open;
  }

  @Override
  public void close() {
    Quietly.close(connection);
    connection = null;
  }
}
