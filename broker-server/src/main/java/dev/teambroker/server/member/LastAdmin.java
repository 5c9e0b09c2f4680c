package dev.teambroker.server.member;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the broker from losing its last admin, whoever else acts at the same moment. */
@Component
class LastAdmin {
  private final JdbcClient database;
  private final Members members;

  LastAdmin(JdbcClient database, Members members) {
    this.database = database;
    this.members = members;
  }

  /**
   * Whether no other admin could act if this one couldn't. Until the transaction ends, nobody else
   * gets an answer.
   */
  boolean is(Member member) {
    return member.isAdmin() && isAlone(member);
  }

  /** The same, for one who isn't an admin yet. */
  boolean isAlone(Member member) {
    database
        .sql("select 1 from (select pg_advisory_xact_lock(hashtext('broker.admins'))) as held")
        .query(Integer.class)
        .single();
    return members.all().stream()
        .filter(other -> other.isAdmin() && other.mayAct())
        .allMatch(other -> other.memberId().equals(member.memberId()));
  }
}
