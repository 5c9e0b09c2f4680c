package dev.teambroker.server.consumer;

import dev.teambroker.server.audit.AuthenticatedRows;
import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which consumers have which key, as the audit trail says it. Thread-safe. */
@Component
class Deliveries implements AuthenticatedRows {
  private static final String SELECT =
      """
      select id, version, rotation_id, consumer_id, access_key_id, how, by_member, at
        from broker.consumer_delivery
      """;

  private final JdbcClient database;
  private final DecidingRows rows;

  Deliveries(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  List<Delivery> of(String rotation) {
    return rows.readAll(
        RowKind.CONSUMER_DELIVERY,
        () ->
            database
                .sql(SELECT + "where rotation_id = :rotation")
                .param("rotation", rotation)
                .query(Deliveries::read)
                .list());
  }

  Optional<Delivery> lastOf(ConsumerId consumer) {
    return rows
        .readAll(
            RowKind.CONSUMER_DELIVERY,
            () ->
                database
                    .sql(SELECT + "where consumer_id = :consumer order by at desc limit 1")
                    .param("consumer", consumer.value())
                    .query(Deliveries::read)
                    .list())
        .stream()
        .findFirst();
  }

  RowChange insert(Delivery delivery) {
    MemberId by = delivery.by();
    database
        .sql(
            """
            insert into broker.consumer_delivery (id, version, rotation_id, consumer_id,
                                                  access_key_id, how, by_member, at)
            values (:id, :version, :rotation, :consumer, :key, :how, :by, :at)
            """)
        .param("id", delivery.id())
        .param("version", delivery.version())
        .param("rotation", delivery.rotation())
        .param("consumer", delivery.consumer().value())
        .param("key", delivery.accessKeyId())
        .param("how", delivery.how().code())
        .param("by", by == null ? null : by.value())
        .param("at", Times.of(delivery.at()))
        .update();
    return rows.change(delivery);
  }

  @Override
  public Stream<? extends DecidingRow> all() {
    return database.sql(SELECT).query(Deliveries::read).list().stream();
  }

  @Override
  public Set<RowKind> kinds() {
    return Set.of(RowKind.CONSUMER_DELIVERY);
  }

  private static Delivery read(ResultSet row, int number) throws SQLException {
    String by = row.getString("by_member");
    return new Delivery(
        row.getString("id"),
        row.getLong("version"),
        row.getString("rotation_id"),
        new ConsumerId(row.getString("consumer_id")),
        row.getString("access_key_id"),
        Delivery.How.ofCode(row.getString("how")),
        by == null ? null : new MemberId(by),
        Times.read(row, "at"));
  }
}
