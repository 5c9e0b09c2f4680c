package dev.teambroker.server.member;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.web.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Locks after too many wrong codes, unlocks by an admin. Thread-safe. */
@Component
public class Locking {
  private final Members members;
  private final Devices devices;
  private final LastAdmin lastAdmin;
  private final Changes changes;
  private final AuditTrail trail;
  private final InstantSource clock;

  Locking(
      Members members,
      Devices devices,
      LastAdmin lastAdmin,
      Changes changes,
      AuditTrail trail,
      InstantSource clock) {
    this.members = members;
    this.devices = devices;
    this.lastAdmin = lastAdmin;
    this.changes = changes;
    this.trail = trail;
    this.clock = clock;
  }

  /** Locks a device; whether it is locked now. The last admin's never is. */
  public boolean lockDevice(DeviceId id) {
    Outcome<Boolean> locked =
        changes.run(
            () -> {
              Device device = devices.find(id).orElseThrow();
              Member member = members.find(device.member()).orElseThrow();
              if (device.state() instanceof DeviceState.Locked || lastAdmin.is(member)) {
                return Outcome.done(device.state() instanceof DeviceState.Locked);
              }
              RowChange change = devices.update(device.in(new DeviceState.Locked(device.state())));
              trail.append(
                  about("device.locked", member).with("deviceId", device.id()).changing(change));
              return Outcome.done(true);
            });
    return Boolean.TRUE.equals(locked.orNull());
  }

  /** Locks a member on all devices; whether they are locked now. The last admin never is. */
  public boolean lockMember(MemberId id) {
    Outcome<Boolean> locked =
        changes.run(
            () -> {
              Member member = members.find(id).orElseThrow();
              if (!member.mayAct() || lastAdmin.is(member)) {
                return Outcome.done(member.state() instanceof MemberState.Locked);
              }
              RowChange change = members.update(member.in(new MemberState.Locked(member.state())));
              trail.append(about("member.locked", member).changing(change));
              return Outcome.done(true);
            });
    return Boolean.TRUE.equals(locked.orNull());
  }

  /** Unlocks the member and their devices, in the caller's transaction, which records it. */
  public Outcome<List<RowChange>> unlock(Member admin, Member member) {
    if (!admin.isAdmin()) {
      return Refusals.onlyAdmins();
    }
    List<RowChange> made = new ArrayList<>();
    if (member.state() instanceof MemberState.Locked(MemberState before)) {
      made.add(members.update(member.in(before)));
    }
    for (Device device : devices.of(member.memberId())) {
      if (device.state() instanceof DeviceState.Locked(DeviceState before)) {
        made.add(devices.update(device.in(before)));
      }
    }
    return Outcome.done(made);
  }

  /**
   * Before an admin takes a member's second factor away: the member's sign-ins are void from now on
   * and what owners gave them waits for an owner. In the caller's transaction, which records it.
   */
  public Outcome<RowChange> beforeReset(Member admin, Member member) {
    if (!admin.isAdmin()) {
      return Refusals.onlyAdmins();
    }
    if (member.state() instanceof MemberState.Removed) {
      return Outcome.refused(ProblemType.CONFLICT, "The member is removed.");
    }
    Instant now = Times.now(clock);
    return Outcome.done(
        members.update(member.reEnrolled(admin.memberId(), now).voidingSignIns(now)));
  }

  private static AuditEvent about(String action, Member member) {
    return AuditEvent.of(action).with("subject", member.name()).with("subjectId", member.id());
  }
}
