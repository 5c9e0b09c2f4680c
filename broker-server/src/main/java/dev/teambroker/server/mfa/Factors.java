package dev.teambroker.server.mfa;

import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowGroup;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import dev.teambroker.server.member.InvitationId;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.secretstore.SealedSecret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The members' factors, as the audit trail says they are. */
@Component
class Factors {
  private static final String SELECT =
      "select id, version, member_id, enrolment_id, state, seed, created_at from broker.factor ";

  private final JdbcClient database;
  private final DecidingRows rows;

  Factors(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  Optional<Factor> activeOf(MemberId member) {
    return rows
        .readAll(
            RowKind.FACTOR,
            new RowGroup(RowGroup.By.FACTORS_OF_MEMBER, member.value()),
            () -> list("where member_id = :value and state = 'active'", member.value()))
        .stream()
        .findFirst();
  }

  Optional<Factor> ofEnrolment(InvitationId enrolment) {
    return rows
        .readAll(RowKind.FACTOR, () -> list("where enrolment_id = :value", enrolment.value()))
        .stream()
        .findFirst();
  }

  Optional<Factor> find(String id) {
    return rows.read(RowKind.FACTOR, id, () -> list("where id = :value", id).stream().findFirst());
  }

  List<Factor> all() {
    return rows.readAll(RowKind.FACTOR, this::stored);
  }

  RowChange insert(Factor factor) {
    database
        .sql(
            """
            insert into broker.factor (id, version, member_id, enrolment_id, state, seed, created_at)
            values (:id, :version, :member, :enrolment, :state, :seed, :createdAt)
            """)
        .param("id", factor.id())
        .param("version", factor.version())
        .param("member", factor.member().value())
        .param("enrolment", factor.enrolment().value())
        .param("state", factor.state().code())
        .param("seed", factor.seed().envelope())
        .param("createdAt", Times.of(factor.createdAt()))
        .update();
    database
        .sql("insert into broker.factor_step (factor_id, last_step) values (:id, 0)")
        .param("id", factor.id())
        .update();
    return rows.change(factor);
  }

  RowChange update(Factor changed) {
    Factor next = changed.next();
    StoredVersion.check(
        next,
        database
            .sql(
                """
                update broker.factor set version = :next, state = :state, seed = :seed
                 where id = :id and version = :version
                """)
            .param("id", changed.id())
            .param("version", changed.version())
            .param("next", next.version())
            .param("state", next.state().code())
            .param("seed", next.seed().envelope())
            .update());
    return rows.change(next);
  }

  List<Factor> stored() {
    return list("where id <> :value", "");
  }

  private List<Factor> list(String where, String value) {
    return database.sql(SELECT + where).param("value", value).query(Factors::read).list();
  }

  private static Factor read(ResultSet row, int number) throws SQLException {
    return new Factor(
        row.getString("id"),
        row.getLong("version"),
        new MemberId(row.getString("member_id")),
        new InvitationId(row.getString("enrolment_id")),
        FactorState.ofCode(row.getString("state")),
        new SealedSecret(row.getBytes("seed")),
        Times.read(row, "created_at"));
  }
}
