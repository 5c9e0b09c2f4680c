package dev.teambroker.server.member;

import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowContent;
import dev.teambroker.server.audit.RowKind;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person with an identity of their own at the broker.
 *
 * @param name unique among those who are not removed; written into AWS's sessions
 * @param confirmationWanted the admin who re-enrolled this member, while no owner other than that
 *     admin has confirmed: until then grants and ownership are suspended
 * @param invitedBy null for the first admin
 * @param signInsFrom only sign-ins that began after are valid
 */
public record Member(
    MemberId memberId,
    long version,
    String name,
    Set<Role> roles,
    MemberState state,
    @Nullable MemberId confirmationWanted,
    @Nullable MemberId invitedBy,
    Instant invitedAt,
    Instant signInsFrom)
    implements DecidingRow {
  public Member {
    roles = Role.copy(roles);
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

  /**
   * The admin who re-enrolled this member, while an owner's confirmation is outstanding. As long as
   * it is, no grant of theirs yields a session and they decide nothing as an owner.
   */
  public Optional<MemberId> confirmationWantedBy() {
    return Optional.ofNullable(confirmationWanted);
  }

  @Override
  public RowKind kind() {
    return RowKind.MEMBER;
  }

  @Override
  public String id() {
    return memberId.value();
  }

  @Override
  public RowContent content() {
    return RowContent.format(1)
        .text(name)
        .text(Role.join(roles))
        .text(state.code())
        .text(confirmationWanted == null ? null : confirmationWanted.value())
        .text(invitedBy == null ? null : invitedBy.value())
        .instant(invitedAt)
        .instant(signInsFrom);
  }

  static Member invited(
      String name, Set<Role> roles, @Nullable MemberId invitedBy, Instant invitedAt) {
    return new Member(
        MemberId.fresh(),
        1,
        name,
        roles,
        new MemberState.Invited(),
        null,
        invitedBy,
        invitedAt,
        invitedAt);
  }

  Member in(MemberState next) {
    return copy(version, roles, next, confirmationWanted, signInsFrom);
  }

  Member withRoles(Set<Role> next) {
    return copy(version, next, state, confirmationWanted, signInsFrom);
  }

  Member wantingConfirmation(@Nullable MemberId by) {
    return copy(version, roles, state, by, signInsFrom);
  }

  Member voidingSignIns(Instant before) {
    return copy(version, roles, state, confirmationWanted, before);
  }

  /** What is stored over this version. */
  Member next() {
    return copy(version + 1, roles, state, confirmationWanted, signInsFrom);
  }

  private Member copy(
      long version,
      Set<Role> roles,
      MemberState state,
      @Nullable MemberId wanted,
      Instant signInsFrom) {
    return new Member(
        memberId, version, name, roles, state, wanted, invitedBy, invitedAt, signInsFrom);
  }
}
