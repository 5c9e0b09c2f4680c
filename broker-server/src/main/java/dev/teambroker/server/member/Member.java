package dev.teambroker.server.member;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person with an identity of their own at the broker.
 *
 * @param name unique among those who are not removed; written into AWS's sessions
 * @param reEnrolments by admins, all there were, the oldest first
 * @param invitedBy null for the first admin
 * @param signInsFrom only sign-ins that began after are valid
 */
public record Member(
    MemberId memberId,
    long version,
    String name,
    Set<Role> roles,
    MemberState state,
    List<ReEnrolment> reEnrolments,
    @Nullable MemberId invitedBy,
    Instant invitedAt,
    Instant signInsFrom)
    implements DecidingRow {
  public Member {
    roles = Role.copy(roles);
    reEnrolments = List.copyOf(reEnrolments);
  }

  /** Whether this member may act at all: ask, grant, administer. */
  public boolean mayAct() {
    return state instanceof MemberState.Active;
  }

  public boolean isAdmin() {
    return roles.contains(Role.ADMIN);
  }

  public boolean isAuditor() {
    return roles.contains(Role.AUDITOR);
  }

  @Override
  public RowKind kind() {
    return RowKind.MEMBER;
  }

  @Override
  public String id() {
    return memberId.value();
  }

  /** Rows of format 1, which had a column in place of the null, stay valid. */
  @Override
  public RowContent content() {
    RowContent content =
        RowContent.format(reEnrolments.isEmpty() ? 1 : 2)
            .text(name)
            .text(Role.join(roles))
            .text(state.code())
            .text(null)
            .text(invitedBy == null ? null : invitedBy.value())
            .instant(invitedAt)
            .instant(signInsFrom);
    return reEnrolments.isEmpty() ? content : content.texts(reEnrolmentCodes());
  }

  static Member invited(
      String name, Set<Role> roles, @Nullable MemberId invitedBy, Instant invitedAt) {
    return new Member(
        MemberId.fresh(),
        1,
        name,
        roles,
        new MemberState.Invited(),
        List.of(),
        invitedBy,
        invitedAt,
        invitedAt);
  }

  Member in(MemberState next) {
    return copy(version, roles, next, reEnrolments, signInsFrom);
  }

  Member withRoles(Set<Role> next) {
    return copy(version, next, state, reEnrolments, signInsFrom);
  }

  Member reEnrolled(MemberId by, Instant at) {
    List<ReEnrolment> more = new ArrayList<>(reEnrolments);
    more.add(new ReEnrolment(reEnrolments.size() + 1, by, at));
    return copy(version, roles, state, more, signInsFrom);
  }

  Member voidingSignIns(Instant before) {
    return copy(version, roles, state, reEnrolments, before);
  }

  /** What is stored over this version. */
  Member next() {
    return copy(version + 1, roles, state, reEnrolments, signInsFrom);
  }

  private Member copy(
      long version,
      Set<Role> roles,
      MemberState state,
      List<ReEnrolment> reEnrolments,
      Instant signInsFrom) {
    return new Member(
        memberId, version, name, roles, state, reEnrolments, invitedBy, invitedAt, signInsFrom);
  }

  /** As they stand in the row. */
  List<String> reEnrolmentCodes() {
    return reEnrolments.stream().map(ReEnrolment::code).toList();
  }
}
