package dev.teambroker.server.audit.segment;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.Purpose;
import dev.teambroker.server.audit.RecordBody;
import dev.teambroker.server.audit.snapshot.Snapshot;
import dev.teambroker.server.database.Postgres;
import dev.teambroker.server.database.StartRefused;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The owner's transaction: the base, the records' removal, and the record of it, or nothing. */
@Component
class RemovingRecords {
  private static final String BASE =
      """
      INSERT INTO broker.audit_base (epoch, number, hash, rows, signature) VALUES (?, ?, ?, ?, ?)
      """;
  private static final String NEEDED =
      """
      SELECT 'a replica has something open, or has not seen that far' AS by FROM broker.replica
      WHERE (open_epoch, open_number) < (?, ?)
      UNION ALL
      SELECT 'it was not sent on yet' FROM (SELECT CAST(? AS boolean) AS is_sent) AS stream
      WHERE is_sent AND NOT EXISTS (
        SELECT 1 FROM broker.audit_stream WHERE (epoch, number) >= (?, ?))
      UNION ALL
      SELECT 'the database has another record there' WHERE NOT EXISTS (
        SELECT 1 FROM broker.audit_record WHERE epoch = ? AND number = ? AND hash = ?)
      """;
  private static final String REMOVE =
      "DELETE FROM broker.audit_record WHERE (epoch, number) <= (?, ?)";
  private static final String SNAPSHOTS =
      "DELETE FROM broker.audit_snapshot WHERE (epoch, number) <= (?, ?)";
  private static final String RECORD =
      """
      SELECT record_number FROM broker.audit_append(
        ARRAY[?], ARRAY[NULL]::uuid[], ARRAY[NULL]::bytea[], ARRAY[NULL]::timestamptz[], NULL)
      """;

  private final Postgres postgres;
  private final InstantSource clock;
  private final boolean isSentOn;

  /** The client is asked for so that the database is migrated and checked before. */
  RemovingRecords(
      JdbcClient client,
      Postgres postgres,
      InstantSource clock,
      @Value("${broker.audit.stream.to:}") String sentTo) {
    this.postgres = postgres;
    this.clock = clock;
    this.isSentOn = !sentTo.isEmpty();
  }

  /**
   * Removes all records up to that place, and says so on the trail.
   *
   * @return how many there were
   * @throws StartRefused when something still needs one of them
   */
  long upTo(Snapshot base, String manifest) throws SQLException {
    try (Connection connection = postgres.ownersLogin().connect(Duration.ofMinutes(30))) {
      connection.setAutoCommit(false);
      Optional<String> needed = needed(connection, base.place());
      if (needed.isPresent()) {
        throw new StartRefused("nothing was pruned: " + needed.get());
      }
      insert(connection, base);
      long removed = run(connection, REMOVE, base.place());
      run(connection, SNAPSHOTS, base.place());
      record(connection, base.place(), removed, manifest);
      connection.commit();
      return removed;
    }
  }

  private Optional<String> needed(Connection connection, Chain place) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(NEEDED)) {
      query.setLong(1, place.epoch());
      query.setLong(2, place.number());
      query.setBoolean(3, isSentOn);
      query.setLong(4, place.epoch());
      query.setLong(5, place.number());
      query.setLong(6, place.epoch());
      query.setLong(7, place.number());
      query.setBytes(8, HexFormat.of().parseHex(place.hash()));
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? Optional.of(row.getString("by")) : Optional.empty();
      }
    }
  }

  private static void insert(Connection connection, Snapshot base) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(BASE)) {
      insert.setLong(1, base.place().epoch());
      insert.setLong(2, base.place().number());
      insert.setBytes(3, HexFormat.of().parseHex(base.place().hash()));
      insert.setBytes(4, base.rows());
      insert.setString(5, base.signature());
      insert.executeUpdate();
    }
  }

  private static long run(Connection connection, String statement, Chain place)
      throws SQLException {
    try (PreparedStatement run = connection.prepareStatement(statement)) {
      run.setLong(1, place.epoch());
      run.setLong(2, place.number());
      return run.executeLargeUpdate();
    }
  }

  /** Last, as nobody else can append from here to the commit. */
  private void record(Connection connection, Chain place, long removed, String manifest)
      throws SQLException {
    AuditEvent event =
        AuditEvent.of("audit.pruned")
            .with("epoch", place.epoch())
            .with("number", place.number())
            .with("hash", place.hash())
            .with("records", removed)
            .with("manifest", manifest);
    try (PreparedStatement append = connection.prepareStatement(RECORD)) {
      append.setString(
          1,
          RecordBody.of(
              event,
              Purpose.TELLS,
              clock.instant().truncatedTo(ChronoUnit.MICROS),
              Optional.empty()));
      append.executeQuery().close();
    }
  }
}
