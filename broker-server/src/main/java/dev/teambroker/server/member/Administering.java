package dev.teambroker.server.member;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.web.Outcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** What admins do with members: roles, suspending, resuming, removing. Thread-safe. */
@Component
public class Administering {
  private final Members members;
  private final Devices devices;
  private final Memberships memberships;
  private final Invitations invitations;
  private final LastAdmin lastAdmin;
  private final Changes changes;
  private final AuditTrail trail;
  private final InstantSource clock;

  Administering(
      Members members,
      Devices devices,
      Memberships memberships,
      Invitations invitations,
      LastAdmin lastAdmin,
      Changes changes,
      AuditTrail trail,
      InstantSource clock) {
    this.members = members;
    this.devices = devices;
    this.memberships = memberships;
    this.invitations = invitations;
    this.lastAdmin = lastAdmin;
    this.changes = changes;
    this.trail = trail;
    this.clock = clock;
  }

  /** Stops everything the member may do, at once; running sign-ins end for good. */
  public Outcome<Member> suspend(Member admin, String name) {
    return byAdmin(
        admin,
        name,
        member -> {
          if (member.state() instanceof MemberState.Suspended) {
            return Outcome.refused(ProblemType.CONFLICT, "The member is suspended already.");
          }
          if (lastAdmin.is(member)) {
            return Refusals.lastAdmin();
          }
          return done(
              "member.suspended",
              member
                  .in(new MemberState.Suspended(member.state()))
                  .voidingSignIns(Times.now(clock)));
        });
  }

  /** Back to what the member was before. */
  public Outcome<Member> resume(Member admin, String name) {
    return byAdmin(
        admin,
        name,
        member ->
            member.state() instanceof MemberState.Suspended(MemberState before)
                ? done("member.resumed", member.in(before))
                : Outcome.refused(ProblemType.CONFLICT, "The member is not suspended."));
  }

  /**
   * Sets the roles. An admin doesn't appoint himself to a further one, unless there is no other
   * admin who could: the record then says so.
   */
  public Outcome<Member> setRoles(Member admin, String name, Set<Role> roles) {
    return byAdmin(admin, name, member -> setRolesNow(admin, member, roles));
  }

  private Outcome<Member> setRolesNow(Member admin, Member member, Set<Role> roles) {
    if (member.isAdmin() && !roles.contains(Role.ADMIN) && lastAdmin.is(member)) {
      return Refusals.lastAdmin();
    }
    boolean appointsHimself =
        admin.memberId().equals(member.memberId()) && !member.roles().containsAll(roles);
    if (appointsHimself && !lastAdmin.is(admin)) {
      return Outcome.refused(
          ProblemType.FORBIDDEN, "An admin doesn't appoint himself; another admin can.");
    }
    Member changed = member.withRoles(roles);
    RowChange change = members.update(changed);
    trail.append(
        about("member.roles-set", member)
            .with("before", Role.join(member.roles()))
            .with("roles", Role.join(roles))
            .with("selfAppointed", appointsHimself ? true : null)
            .changing(change));
    return Outcome.done(changed);
  }

  /** For good: devices, memberships and open invitations go with the member. */
  public Outcome<Member> remove(Member admin, String name) {
    return byAdmin(
        admin,
        name,
        member -> {
          if (lastAdmin.is(member)) {
            return Refusals.lastAdmin();
          }
          List<RowChange> made = new ArrayList<>();
          devices.of(member.memberId()).stream()
              .filter(device -> !(device.state() instanceof DeviceState.Removed))
              .forEach(device -> made.add(devices.update(device.in(new DeviceState.Removed()))));
          memberships.of(member.memberId()).forEach(one -> made.add(memberships.delete(one)));
          invitations
              .unused(member.memberId())
              .forEach(
                  open -> made.add(invitations.update(open.in(new InvitationState.Withdrawn()))));
          return done("member.removed", member.in(new MemberState.Removed()), made);
        });
  }

  /** By an admin, or by the member whose it is. */
  public Outcome<Device> removeDevice(Member actor, String name, DeviceId deviceId) {
    return changes.run(
        () -> {
          Member member = members.named(name).orElse(null);
          if (member == null) {
            return Refusals.noSuchMember();
          }
          if (!actor.isAdmin() && !actor.memberId().equals(member.memberId())) {
            return Refusals.onlyAdmins();
          }
          Device device = devices.find(deviceId).orElse(null);
          if (device == null
              || !device.member().equals(member.memberId())
              || device.state() instanceof DeviceState.Removed) {
            return Refusals.noSuchDevice();
          }
          if (isOnly(device) && lastAdmin.is(member)) {
            return Outcome.refused(
                ProblemType.CONFLICT,
                "This is the only device of the last admin who can act; enrol another one first.");
          }
          Device removed = device.in(new DeviceState.Removed());
          RowChange change = devices.update(removed);
          trail.append(
              about("device.removed", member).with("deviceId", device.id()).changing(change));
          return Outcome.done(removed);
        });
  }

  private boolean isOnly(Device device) {
    return device.maySignIn()
        && devices.of(device.member()).stream().filter(Device::maySignIn).count() == 1;
  }

  private Outcome<Member> byAdmin(
      Member admin, String name, Function<Member, Outcome<Member>> change) {
    return admin.isAdmin()
        ? changes.run(() -> members.named(name).map(change).orElseGet(Refusals::noSuchMember))
        : Refusals.onlyAdmins();
  }

  private Outcome<Member> done(String action, Member changed) {
    return done(action, changed, new ArrayList<>());
  }

  private Outcome<Member> done(String action, Member changed, List<RowChange> made) {
    made.add(members.update(changed));
    trail.append(about(action, changed).changing(made.toArray(RowChange[]::new)));
    return Outcome.done(changed);
  }

  private static AuditEvent about(String action, Member member) {
    return AuditEvent.of(action).with("subject", member.name()).with("subjectId", member.id());
  }
}
