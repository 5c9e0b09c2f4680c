package dev.teambroker.server.member;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.web.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Confirms the fingerprint of a new device, as its member read it out. Thread-safe. */
@Component
public class Confirming {
  private final Members members;
  private final Devices devices;
  private final Changes changes;
  private final AuditTrail trail;

  Confirming(Members members, Devices devices, Changes changes, AuditTrail trail) {
    this.members = members;
    this.devices = devices;
    this.changes = changes;
    this.trail = trail;
  }

  /**
   * By the one who invited, or by the member from another device. Any admin may step in for an
   * inviter who can't act any more.
   */
  public Outcome<Device> confirm(
      Member actor, DeviceId actingOn, String memberName, DeviceId deviceId, String fingerprint) {
    return changes.run(
        () -> {
          Member member = members.named(memberName).orElse(null);
          if (member == null) {
            return Refusals.noSuchMember();
          }
          Device device = devices.find(deviceId).orElse(null);
          if (device == null || !device.member().equals(member.memberId())) {
            return Refusals.noSuchDevice();
          }
          return confirm(actor, actingOn, member, device, fingerprint);
        });
  }

  private Outcome<Device> confirm(
      Member actor, DeviceId actingOn, Member member, Device device, String fingerprint) {
    if (!(device.state() instanceof DeviceState.Pending)) {
      return Outcome.refused(ProblemType.CONFLICT, "The device doesn't wait for a confirmation.");
    }
    if (!mayConfirm(actor, actingOn, member, device)) {
      return Outcome.refused(
          ProblemType.FORBIDDEN,
          "Only who invited, or the member from another device, may confirm this device.");
    }
    if (!device.thumbprint().equals(fingerprint.strip())) {
      return Outcome.invalid(
          "fingerprint", "the one that the device shows; this is another device's");
    }
    Device confirmed = device.in(new DeviceState.Active());
    List<RowChange> made = new ArrayList<>(List.of(devices.update(confirmed)));
    if (member.state() instanceof MemberState.Pending) {
      made.add(members.update(member.in(new MemberState.Active())));
    }
    trail.append(
        AuditEvent.of("device.confirmed")
            .with("subject", member.name())
            .with("subjectId", member.id())
            .with("deviceId", device.id())
            .with("fingerprint", device.thumbprint())
            .changing(made.toArray(RowChange[]::new)));
    return Outcome.done(confirmed);
  }

  private boolean mayConfirm(Member actor, DeviceId actingOn, Member member, Device device) {
    if (actor.memberId().equals(member.memberId())) {
      return !actingOn.equals(device.deviceId());
    }
    MemberId confirmer = device.confirmer();
    return actor.isAdmin()
        && (actor.memberId().equals(confirmer) || (confirmer != null && !canAct(confirmer)));
  }

  private boolean canAct(MemberId confirmer) {
    return members.find(confirmer).filter(who -> who.mayAct() && who.isAdmin()).isPresent();
  }
}
