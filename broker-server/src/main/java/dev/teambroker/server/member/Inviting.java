package dev.teambroker.server.member;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.web.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Hands out invitations: to a new member by an admin, for a further device by its member, for a
 * member who lost theirs by an admin. Thread-safe.
 */
@Component
public class Inviting {
  private static final int CODE_BYTES = 16;

  private final Members members;
  private final Teams teams;
  private final Memberships memberships;
  private final Invitations invitations;
  private final Links links;
  private final MemberSettings settings;
  private final Changes changes;
  private final AuditTrail trail;
  private final InstantSource clock;

  Inviting(
      Members members,
      Teams teams,
      Memberships memberships,
      Invitations invitations,
      Links links,
      MemberSettings settings,
      Changes changes,
      AuditTrail trail,
      InstantSource clock) {
    this.members = members;
    this.teams = teams;
    this.memberships = memberships;
    this.invitations = invitations;
    this.links = links;
    this.settings = settings;
    this.changes = changes;
    this.trail = trail;
    this.clock = clock;
  }

  /** A member of that name, with roles and teams, who still has to enrol a device. */
  public Outcome<Link> newMember(Member admin, String name, Set<Role> roles, Set<String> teams) {
    if (!admin.isAdmin()) {
      return Refusals.onlyAdmins();
    }
    if (!Names.isName(name)) {
      return Outcome.invalid("memberName", Names.EXPECTED);
    }
    return changes.run(() -> newMemberNow(admin, name, roles, teams));
  }

  private Outcome<Link> newMemberNow(
      Member admin, String name, Set<Role> roles, Set<String> teamNames) {
    if (members.named(name).isPresent()) {
      return Outcome.refused(ProblemType.CONFLICT, "There is a member of that name.");
    }
    List<Optional<Team>> found = teamNames.stream().sorted().map(teams::named).toList();
    if (found.stream().anyMatch(Optional::isEmpty)) {
      return Outcome.invalid("teams", "names of teams that exist");
    }
    Instant now = Times.now(clock);
    Member member = Member.invited(name, roles, admin.memberId(), now);
    List<RowChange> made = new ArrayList<>();
    made.add(members.insert(member));
    found.stream()
        .flatMap(Optional::stream)
        .map(team -> Membership.fresh(team.teamId(), member.memberId(), admin.memberId(), now))
        .forEach(membership -> made.add(memberships.insert(membership)));
    return Outcome.done(
        invite(
            member,
            Purpose.NEW_MEMBER,
            admin,
            settings.invitationLifetime(),
            made,
            AuditEvent.of("member.invited")
                .with("roles", Role.join(roles))
                .with("teams", String.join(",", teamNames))));
  }

  /** For a further device of the member who asks, from one of theirs. */
  public Outcome<Link> furtherDevice(Member member) {
    return changes.run(
        () ->
            Outcome.done(
                invite(
                    member,
                    Purpose.FURTHER_DEVICE,
                    member,
                    settings.invitationLifetime(),
                    new ArrayList<>(),
                    AuditEvent.of("device.invited"))));
  }

  /**
   * For a member who has no device left, or has never finished enrolling: earlier links are void.
   * Once the new device is enrolled, the member's grants are suspended until an owner confirms.
   */
  public Outcome<Link> again(Member admin, String name) {
    if (!admin.isAdmin()) {
      return Refusals.onlyAdmins();
    }
    return changes.run(
        () ->
            members.named(name).map(who -> againNow(admin, who)).orElseGet(Refusals::noSuchMember));
  }

  private Outcome<Link> againNow(Member admin, Member member) {
    return switch (member.state()) {
      case MemberState.Invited _, MemberState.Pending _ ->
          Outcome.done(again(admin, member, Purpose.NEW_MEMBER));
      case MemberState.Active _ -> Outcome.done(again(admin, member, Purpose.RE_ENROLMENT));
      case MemberState.Locked _ ->
          Outcome.refused(ProblemType.CONFLICT, "The member is locked; unlock them first.");
      case MemberState.Suspended _ ->
          Outcome.refused(ProblemType.CONFLICT, "The member is suspended; resume them first.");
      case MemberState.Removed _ -> Refusals.noSuchMember();
    };
  }

  private Link again(Member admin, Member member, Purpose purpose) {
    List<RowChange> made = new ArrayList<>();
    invitations
        .unused(member.memberId())
        .forEach(old -> made.add(invitations.update(old.in(new InvitationState.Withdrawn()))));
    return invite(
        member,
        purpose,
        admin,
        settings.invitationLifetime(),
        made,
        AuditEvent.of("member.invited-again"));
  }

  /** In the caller's transaction; ends it by the record. */
  Link invite(
      Member member,
      Purpose purpose,
      @Nullable Member by,
      Duration lifetime,
      List<RowChange> made,
      AuditEvent event) {
    Secret code = RandomCode.ofBytes(CODE_BYTES);
    Invitation invitation =
        new Invitation(
            InvitationId.fresh(),
            1,
            Hashed.of(code),
            member.memberId(),
            purpose,
            by == null ? null : by.memberId(),
            Times.now(clock).plus(lifetime),
            new InvitationState.Open());
    made.add(invitations.insert(invitation));
    trail.append(
        event
            .with("subject", member.name())
            .with("subjectId", member.id())
            .with("invitationId", invitation.id())
            .with("purpose", purpose.code())
            .with("expiresAt", invitation.expiresAt())
            .changing(made.toArray(RowChange[]::new)));
    return links.of(member, invitation, code);
  }
}
