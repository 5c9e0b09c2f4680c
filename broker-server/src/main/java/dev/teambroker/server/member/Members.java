package dev.teambroker.server.member;

import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import dev.teambroker.server.web.RequestContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The members, as the audit trail says they are: a row that was altered behind the broker's back is
 * rejected, never returned. Thread-safe.
 */
@Component
public class Members {
  private static final String SELECT =
      """
      select id, version, name, roles, state, re_enrolments, invited_by, invited_at,
             sign_ins_from
        from broker.member
      """;

  private final JdbcClient database;
  private final DecidingRows rows;

  Members(JdbcClient database, DecidingRows rows) {
    this.database = database;
    this.rows = rows;
  }

  /** The member of that id, removed ones included. */
  public Optional<Member> find(MemberId id) {
    return rows.read(
        RowKind.MEMBER,
        id.value(),
        () ->
            database
                .sql(SELECT + "where id = :id")
                .param("id", id.value())
                .query(Members::read)
                .optional());
  }

  /** The member of that name who isn't removed. */
  public Optional<Member> named(String name) {
    return list("where state <> 'removed' and name = :name", name).stream().findFirst();
  }

  /** All who aren't removed, by name. */
  public List<Member> all() {
    return list("where state <> 'removed' and name <> :name order by name", "");
  }

  /** The teams that the member belongs to. */
  public Set<TeamId> teamsOf(MemberId id) {
    return membershipsOf(id).stream().map(Membership::team).collect(Collectors.toUnmodifiableSet());
  }

  /** Since when the member belongs to which team, and who added them. */
  public List<Membership> membershipsOf(MemberId id) {
    return Memberships.of(database, rows, id);
  }

  /** Who belongs to the team. */
  public List<Membership> membershipsIn(TeamId team) {
    return Memberships.in(database, rows, team);
  }

  /**
   * The member behind the running request.
   *
   * @throws IllegalStateException where nobody is signed in
   */
  public Member acting() {
    return RequestContext.current()
        .map(RequestContext::actor)
        .flatMap(actor -> find(new MemberId(actor.memberId())))
        .orElseThrow(() -> new IllegalStateException("nobody is signed in"));
  }

  /** In the caller's transaction, which records the change. */
  RowChange insert(Member member) {
    database
        .sql(
            """
            insert into broker.member (id, version, name, roles, state, re_enrolments,
                                       invited_by, invited_at, sign_ins_from)
            values (:id, :version, :name, :roles, :state, :reEnrolments,
                    :invitedBy, :invitedAt, :signInsFrom)
            """)
        .param("id", member.id())
        .param("version", member.version())
        .param("name", member.name())
        .param("roles", Role.join(member.roles()))
        .param("state", member.state().code())
        .param("reEnrolments", codes(member))
        .param("invitedBy", text(member.invitedBy()))
        .param("invitedAt", Times.of(member.invitedAt()))
        .param("signInsFrom", Times.of(member.signInsFrom()))
        .update();
    return rows.change(member);
  }

  /** Stores the next version, in the caller's transaction, which records the change. */
  RowChange update(Member changed) {
    Member next = changed.next();
    StoredVersion.check(
        next,
        database
            .sql(
                """
                update broker.member
                   set version = :next, roles = :roles, state = :state,
                       re_enrolments = :reEnrolments, sign_ins_from = :signInsFrom
                 where id = :id and version = :version
                """)
            .param("id", changed.id())
            .param("version", changed.version())
            .param("next", next.version())
            .param("roles", Role.join(next.roles()))
            .param("state", next.state().code())
            .param("reEnrolments", codes(next))
            .param("signInsFrom", Times.of(next.signInsFrom()))
            .update());
    return rows.change(next);
  }

  /** All rows, unchecked, for the verification of the whole database. */
  List<Member> stored() {
    return database.sql(SELECT).query(Members::read).list();
  }

  private List<Member> list(String where, String name) {
    return rows.readAll(
        RowKind.MEMBER,
        () -> database.sql(SELECT + where).param("name", name).query(Members::read).list());
  }

  private static Member read(ResultSet row, int number) throws SQLException {
    return new Member(
        new MemberId(row.getString("id")),
        row.getLong("version"),
        row.getString("name"),
        Role.split(row.getString("roles")),
        MemberState.ofCode(row.getString("state")),
        reEnrolments((String[]) row.getArray("re_enrolments").getArray()),
        id(row.getString("invited_by")),
        Times.read(row, "invited_at"),
        Times.read(row, "sign_ins_from"));
  }

  private static String[] codes(Member member) {
    return member.reEnrolmentCodes().toArray(String[]::new);
  }

  private static List<ReEnrolment> reEnrolments(String[] codes) {
    List<ReEnrolment> all = new ArrayList<>();
    for (String code : codes) {
      all.add(ReEnrolment.ofCode(all.size() + 1, code));
    }
    return all;
  }

  static @Nullable MemberId id(@Nullable String id) {
    return id == null ? null : new MemberId(id);
  }

  static @Nullable String text(@Nullable MemberId id) {
    return id == null ? null : id.value();
  }
}
