package dev.teambroker.server.audit;

import dev.teambroker.protocol.AuditRecords.Line;
import java.io.StringWriter;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The one SQL function that writes the trail (db/migrations/V111, V322). */
final class AppendCall {
  private static final String CALL =
      """
      SELECT record_epoch, record_number, record_hash, record_lost, record_code
      FROM broker.audit_append_codes(?, ?, ?, ?, CAST(? AS jsonb), CAST(? AS jsonb))
      """;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private AppendCall() {}

  /**
   * Writes the entries in their order.
   *
   * @throws CommitWarning when the commit ended in a warning: then it counts for nothing
   */
  static List<Appended> run(Connection connection, List<Entry> entries) throws SQLException {
    String[] bodies = entries.stream().map(Entry::body).toArray(String[]::new);
    @Nullable UUID[] replicas = new @Nullable UUID[entries.size()];
    byte[] @Nullable [] proofs = new byte[entries.size()] @Nullable [];
    @Nullable String[] expiries = new @Nullable String[entries.size()];
    for (int i = 0; i < proofs.length; i++) {
      replicas[i] = entries.get(i).onlyWhileLives();
      ProofUse proof = entries.get(i).proof();
      if (proof != null) {
        proofs[i] = proof.digest();
        expiries[i] = proof.expiresAt().toString();
      }
    }
    try (PreparedStatement call = connection.prepareStatement(CALL)) {
      call.setArray(1, array(connection, "text", bodies));
      call.setArray(2, array(connection, "uuid", replicas));
      call.setArray(3, array(connection, "bytea", proofs));
      call.setArray(4, array(connection, "timestamptz", expiries));
      call.setString(5, sessions(entries));
      call.setString(6, CodesOfBatch.json(entries));
      List<Appended> lines = read(call, entries);
      SQLWarning warning = call.getWarnings();
      if (warning != null) {
        throw new CommitWarning(warning);
      }
      return lines;
    }
  }

  private static Array array(Connection connection, String type, @Nullable Object[] elements)
      throws SQLException {
    return connection.createArrayOf(type, elements);
  }

  private static List<Appended> read(PreparedStatement call, List<Entry> entries)
      throws SQLException {
    List<Appended> lines = new ArrayList<>(entries.size());
    try (ResultSet rows = call.executeQuery()) {
      for (Entry entry : entries) {
        if (!rows.next()) {
          throw new SQLException("the trail answered for fewer records than it was given");
        }
        lines.add(read(rows, entry));
      }
    }
    return lines;
  }

  private static Appended read(ResultSet row, Entry entry) throws SQLException {
    CodeUse.Refusal refusal = CodeUse.Refusal.ofCode(row.getString("record_code"));
    if (refusal != null) {
      return new Appended.CodeRefused(refusal);
    }
    if (row.getBoolean("record_lost")) {
      return new Appended.ReplicaLost();
    }
    byte[] hash = row.getBytes("record_hash");
    return hash == null
        ? new Appended.ProofReplayed()
        : new Appended.Stands(
            new Line(
                row.getLong("record_epoch"),
                row.getLong("record_number"),
                entry.body(),
                HexFormat.of().formatHex(hash)));
  }

  private static @Nullable String sessions(List<Entry> entries) {
    if (entries.stream().allMatch(entry -> entry.ledger() == null)) {
      return null;
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (int i = 0; i < entries.size(); i++) {
        LedgerRow row = entries.get(i).ledger();
        if (row != null) {
          write(json, i + 1, row);
        }
      }
      json.writeEndArray();
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, int record, LedgerRow row) {
    json.writeStartObject();
    json.writeNumberProperty("record", record);
    json.writeStringProperty("access_key_id", row.accessKeyId());
    json.writeStringProperty("member_id", row.memberId());
    json.writeStringProperty("member_name", row.memberName());
    json.writeStringProperty("device_id", row.deviceId());
    json.writeStringProperty("device_name", row.deviceName());
    json.writeStringProperty("shared_user", row.sharedUser());
    json.writeStringProperty("account", row.account());
    json.writeStringProperty("kind", row.kind());
    json.writeStringProperty("grant_id", row.grantId());
    json.writeStringProperty("parent_access_key_id", row.parentAccessKeyId());
    if (row.assumedArn() != null) {
      json.writeStringProperty("assumed_arn", row.assumedArn());
    }
    json.writeStringProperty("issued_at", row.issuedAt().toString());
    json.writeStringProperty("expiration", row.expiration().toString());
    json.writeStringProperty("request_id", row.requestId());
    if (row.sourceAddress() != null) {
      json.writeStringProperty("source_address", row.sourceAddress());
    }
    json.writeEndObject();
  }

  /** PostgreSQL committed, but warns that it isn't as durable as it should be. */
  static final class CommitWarning extends SQLException {
    private static final long serialVersionUID = 1L;

    CommitWarning(SQLWarning warning) {
      super(Objects.requireNonNullElse(warning.getMessage(), ""), warning.getSQLState(), warning);
    }
  }
}
