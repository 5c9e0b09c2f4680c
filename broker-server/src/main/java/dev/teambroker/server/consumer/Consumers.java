package dev.teambroker.server.consumer;

import dev.teambroker.server.audit.AuthenticatedRows;
import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import dev.teambroker.server.consumer.Consumer.Word;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.RemovedWithSharedUser;
import dev.teambroker.server.shareduser.SharedUserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The consumers, as the audit trail says they are. Thread-safe. */
@Component
class Consumers implements AuthenticatedRows, RemovedWithSharedUser {
  private static final String SELECT =
      """
      select id, version, shared_user_id, name, kind, destination, public_key,
             force_after_seconds, proposed_by, proposed_at, confirmed_by, confirmed_at
        from broker.consumer
      """;

  private final JdbcClient database;
  private final DecidingRows rows;

  Consumers(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  /** Those that are proposed too, by name. */
  List<Consumer> of(SharedUserId user) {
    return rows.readAll(
        RowKind.CONSUMER,
        () ->
            database
                .sql(SELECT + "where shared_user_id = :user order by name")
                .param("user", user.value())
                .query(Consumers::read)
                .list());
  }

  Optional<Consumer> named(SharedUserId user, String name) {
    return of(user).stream().filter(consumer -> consumer.name().equals(name)).findFirst();
  }

  RowChange insert(Consumer consumer) {
    Duration forceAfter = consumer.forceAfter();
    database
        .sql(
            """
            insert into broker.consumer (id, version, shared_user_id, name, kind, destination,
                                         public_key, force_after_seconds, proposed_by, proposed_at)
            values (:id, :version, :user, :name, :kind, :destination, :publicKey, :forceAfter,
                    :by, :at)
            """)
        .param("id", consumer.id())
        .param("version", consumer.version())
        .param("user", consumer.sharedUser().value())
        .param("name", consumer.name())
        .param("kind", consumer.destination().kind().code())
        .param("destination", consumer.destination().address())
        .param("publicKey", consumer.destination().publicKey())
        .param("forceAfter", forceAfter == null ? null : forceAfter.toSeconds())
        .param("by", consumer.proposed().by().value())
        .param("at", Times.of(consumer.proposed().at()))
        .update();
    return rows.change(consumer);
  }

  RowChange confirm(Consumer next, Word word) {
    StoredVersion.check(
        next,
        database
            .sql(
                """
                update broker.consumer set version = :version, confirmed_by = :by, confirmed_at = :at
                 where id = :id and version = :version - 1
                """)
            .param("id", next.id())
            .param("version", next.version())
            .param("by", word.by().value())
            .param("at", Times.of(word.at()))
            .update());
    return rows.change(next);
  }

  RowChange delete(Consumer consumer) {
    StoredVersion.delete(database, "consumer", consumer);
    return rows.removal(consumer);
  }

  @Override
  public List<RowChange> removeOf(SharedUserId user) {
    return of(user).stream().map(this::delete).toList();
  }

  @Override
  public Stream<? extends DecidingRow> all() {
    return database.sql(SELECT).query(Consumers::read).list().stream();
  }

  @Override
  public Set<RowKind> kinds() {
    return Set.of(RowKind.CONSUMER);
  }

  private static Consumer read(ResultSet row, int number) throws SQLException {
    return new Consumer(
        new ConsumerId(row.getString("id")),
        row.getLong("version"),
        new SharedUserId(row.getString("shared_user_id")),
        row.getString("name"),
        new Destination(
            Destination.Kind.ofCode(row.getString("kind")),
            row.getString("destination"),
            row.getString("public_key")),
        forceAfter(row),
        new Word(new MemberId(row.getString("proposed_by")), Times.read(row, "proposed_at")),
        confirmed(row));
  }

  private static @Nullable Duration forceAfter(ResultSet row) throws SQLException {
    long seconds = row.getLong("force_after_seconds");
    return row.wasNull() ? null : Duration.ofSeconds(seconds);
  }

  /** Both or neither: one alone is no broker's row. */
  private static @Nullable Word confirmed(ResultSet row) throws SQLException {
    String by = row.getString("confirmed_by");
    return by == null && row.getObject("confirmed_at") == null
        ? null
        : new Word(new MemberId(String.valueOf(by)), Times.read(row, "confirmed_at"));
  }
}
