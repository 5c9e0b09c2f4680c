package dev.teambroker.server.grant;

import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.RowGroup;
import dev.teambroker.server.audit.RowGroup.By;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.StoredVersion;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.member.Membership;
import dev.teambroker.server.member.TeamId;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.AwaitedConfirmations;
import dev.teambroker.server.shareduser.SharedUserGrants;
import dev.teambroker.server.shareduser.SharedUserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The grants, as the audit trail says they are. Thread-safe. */
@Component
public class Grants implements SharedUserGrants {
  private static final String SELECT =
      """
      select id, version, shared_user_id, member_id, team_id, kind, roles, aws_mfa,
             default_duration, maximum_duration, second_factor_age, source_networks,
             not_before, not_after, session_policy, tags, granted_by, granted_at
        from broker.session_grant
      """;

  private final JdbcClient database;
  private final DecidingRows rows;
  private final Members members;
  private final Latecomers latecomers;
  private final GrantConfirmations confirmations;
  private final AwaitedConfirmations awaited;

  Grants(
      JdbcClient database,
      DecidingRows rows,
      Members members,
      Latecomers latecomers,
      GrantConfirmations confirmations,
      AwaitedConfirmations awaited) {
    this.database = database;
    this.rows = rows;
    this.members = members;
    this.latecomers = latecomers;
    this.confirmations = confirmations;
    this.awaited = awaited;
  }

  Optional<Grant> find(GrantId id) {
    return rows.read(
        RowKind.GRANT,
        id.value(),
        () ->
            database
                .sql(SELECT + "where id = :id")
                .param("id", id.value())
                .query(Grants::read)
                .optional());
  }

  /** All grants of the shared user, the oldest first. */
  public List<Grant> of(SharedUserId user) {
    return rows.readAll(
        RowKind.GRANT,
        new RowGroup(By.GRANTS_OF_SHARED_USER, user.value()),
        () ->
            database
                .sql(SELECT + "where shared_user_id = :user order by granted_at, id")
                .param("user", user.value())
                .query(Grants::read)
                .list());
  }

  /** The grants of the shared user that are for the member, in person or in a team. */
  public OwnGrants of(SharedUserId user, Member member) {
    List<Membership> memberships = members.membershipsOf(member.memberId());
    Map<Boolean, List<Grant>> byWaiting =
        meaning(user, member, memberships).stream()
            .collect(
                Collectors.partitioningBy(
                    grant ->
                        waitsReEnrolled(grant, member)
                            || latecomers.waiting(grant, memberships).isPresent()));
    return new OwnGrants(
        byWaiting.getOrDefault(false, List.of()), byWaiting.getOrDefault(true, List.of()));
  }

  /**
   * Whether an owner has to confirm first that the grant is for this member: because an admin
   * re-enrolled the member after it, or added them to the team that it is for.
   */
  boolean waits(Grant grant, Member member) {
    return waitsReEnrolled(grant, member)
        || latecomers.waiting(grant, member.memberId()).isPresent();
  }

  boolean waitsReEnrolled(Grant grant, Member member) {
    return awaited.stop(member, grant.sharedUser(), grant.grantedBy(), grant.grantedAt());
  }

  private List<Grant> meaning(SharedUserId user, Member member, List<Membership> memberships) {
    Set<TeamId> teams = memberships.stream().map(Membership::team).collect(Collectors.toSet());
    return of(user).stream()
        .filter(grant -> grant.grantee().means(member.memberId(), teams))
        .toList();
  }

  /** All grants that are for the member, in person or in a team. */
  List<Grant> of(Member member) {
    String[] teams =
        members.teamsOf(member.memberId()).stream().map(TeamId::value).toArray(String[]::new);
    return rows.readAll(
        RowKind.GRANT,
        () ->
            database
                .sql(
                    SELECT
                        + "where member_id = :member or team_id = any (:teams)"
                        + " order by granted_at, id")
                .param("member", member.id())
                .param("teams", teams)
                .query(Grants::read)
                .list());
  }

  @Override
  public boolean reach(Member member, SharedUserId user) {
    return !meaning(user, member, members.membershipsOf(member.memberId())).isEmpty();
  }

  @Override
  public List<String> rolesOf(SharedUserId user) {
    return of(user).stream()
        .flatMap(grant -> grant.terms().grantedRoles().stream())
        .distinct()
        .toList();
  }

  @Override
  public List<RowChange> removeOf(SharedUserId user) {
    return of(user).stream().flatMap(grant -> delete(grant).stream()).toList();
  }

  RowChange insert(Grant grant) {
    Terms terms = grant.terms();
    Limits limits = grant.limits();
    database
        .sql(
            """
            insert into broker.session_grant (id, version, shared_user_id, member_id, team_id,
                kind, roles, aws_mfa, default_duration, maximum_duration, second_factor_age,
                source_networks, not_before, not_after, session_policy, tags, granted_by,
                granted_at)
            values (:id, :version, :user, :member, :team,
                :kind, :roles, :awsMfa, :usual, :longest, :secondFactorAge,
                :sourceNetworks, :notBefore, :notAfter, :sessionPolicy, :tags, :grantedBy,
                :grantedAt)
            """)
        .param("id", grant.id())
        .param("version", grant.version())
        .param("user", grant.sharedUser().value())
        .param("member", grant.memberId())
        .param("team", grant.teamId())
        .param("kind", terms.kind().code())
        .param("roles", terms.grantedRoles().toArray(String[]::new))
        .param("awsMfa", terms.mfa().code())
        .param("usual", limits.usual().toSeconds())
        .param("longest", limits.longest().toSeconds())
        .param("secondFactorAge", Grant.seconds(limits.secondFactorAge()))
        .param("sourceNetworks", limits.sourceNetworks().toArray(String[]::new))
        .param("notBefore", time(limits.notBefore()))
        .param("notAfter", time(limits.notAfter()))
        .param("sessionPolicy", terms.policy())
        .param("tags", TagText.of(terms.sessionTags()))
        .param("grantedBy", grant.grantedBy().value())
        .param("grantedAt", Times.of(grant.grantedAt()))
        .update();
    return rows.change(grant);
  }

  /** With what was confirmed for it. */
  List<RowChange> delete(Grant grant) {
    List<RowChange> made = new ArrayList<>();
    confirmations.of(grant).forEach(one -> made.add(confirmations.delete(one)));
    StoredVersion.delete(database, "session_grant", grant);
    made.add(rows.removal(grant));
    return made;
  }

  List<Grant> stored() {
    return database.sql(SELECT).query(Grants::read).list();
  }

  private static Grant read(ResultSet row, int number) throws SQLException {
    return new Grant(
        new GrantId(row.getString("id")),
        row.getLong("version"),
        new SharedUserId(row.getString("shared_user_id")),
        grantee(row),
        terms(row),
        limits(row),
        new MemberId(row.getString("granted_by")),
        Times.read(row, "granted_at"));
  }

  private static Grantee grantee(ResultSet row) throws SQLException {
    String member = row.getString("member_id");
    String team = row.getString("team_id");
    if (member != null && team != null) {
      throw new IllegalArgumentException("a grant is for a member or for a team, not for both");
    }
    return member != null
        ? new Grantee.OneMember(new MemberId(member))
        : new Grantee.WholeTeam(new TeamId(team));
  }

  /** Each kind has its own columns; that nothing stands in the others is looked at as well. */
  private static Terms terms(ResultSet row) throws SQLException {
    AwsMfa awsMfa = AwsMfa.ofCode(row.getString("aws_mfa")).orElseThrow();
    String policy = row.getString("session_policy");
    var tags = TagText.parse(row.getString("tags"));
    List<String> roles = texts(row, "roles");
    Terms terms =
        switch (SessionKind.ofCode(row.getString("kind")).orElseThrow()) {
          case SESSION -> new Terms.OfUser(awsMfa);
          case ROLE -> new Terms.OfRole(roles, awsMfa, policy, tags);
          case FEDERATION -> new Terms.OfFederation(Objects.requireNonNull(policy), tags);
        };
    if (!terms.grantedRoles().equals(roles)
        || terms.mfa() != awsMfa
        || !Objects.equals(terms.policy(), policy)
        || !terms.sessionTags().equals(tags)) {
      throw new IllegalArgumentException("the terms are not those of the grant's kind");
    }
    return terms;
  }

  private static Limits limits(ResultSet row) throws SQLException {
    Integer age = row.getObject("second_factor_age", Integer.class);
    return new Limits(
        Duration.ofSeconds(row.getLong("default_duration")),
        Duration.ofSeconds(row.getLong("maximum_duration")),
        age == null ? null : Duration.ofSeconds(age),
        texts(row, "source_networks"),
        instant(row, "not_before"),
        instant(row, "not_after"));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : Times.of(instant);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
