package dev.teambroker.server.shareduser;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.web.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Suspends, resumes and removes shared users and their MFA devices. Thread-safe. */
@Component
public class AdministeringSharedUsers {
  private final Access access;
  private final SharedUsers users;
  private final AccessKeys keys;
  private final MfaDevices devices;
  private final Owners owners;
  private final ReEnrolmentConfirmations confirmations;
  private final SharedUserGrants grants;
  private final List<RemovedWithSharedUser> others;
  private final KeyChanges rotations;
  private final Changes changes;
  private final AuditTrail trail;

  AdministeringSharedUsers(
      Access access,
      SharedUsers users,
      AccessKeys keys,
      MfaDevices devices,
      Owners owners,
      ReEnrolmentConfirmations confirmations,
      SharedUserGrants grants,
      List<RemovedWithSharedUser> others,
      KeyChanges rotations,
      Changes changes,
      AuditTrail trail) {
    this.access = access;
    this.users = users;
    this.keys = keys;
    this.devices = devices;
    this.owners = owners;
    this.confirmations = confirmations;
    this.grants = grants;
    this.others = others;
    this.rotations = rotations;
    this.changes = changes;
    this.trail = trail;
  }

  /** No session of it is issued from then on. Suspending twice changes nothing. */
  public Outcome<SharedUser> suspend(Member member, String name) {
    return to(member, name, new SharedUserState.Suspended(), "shared-user.suspended");
  }

  public Outcome<SharedUser> resume(Member member, String name) {
    return to(member, name, new SharedUserState.Active(), "shared-user.resumed");
  }

  /**
   * Removes the shared user with its keys, devices, owners, confirmations and grants; AWS keeps the
   * user.
   */
  public Outcome<SharedUser> remove(Member owner, String name) {
    return changes.run(() -> access.asOwner(owner, name, this::removeNow));
  }

  /** Forgets an MFA device; AWS keeps it. */
  public Outcome<SharedUser> removeMfaDevice(Member owner, String name, String serialNumber) {
    return changes.run(
        () -> access.asOwner(owner, name, user -> removeMfaDeviceNow(user, serialNumber)));
  }

  private Outcome<SharedUser> to(Member member, String name, SharedUserState state, String action) {
    return changes.run(
        () -> access.asOwnerOrAdmin(member, name, user -> toNow(user, state, action)));
  }

  private Outcome<SharedUser> toNow(SharedUser user, SharedUserState state, String action) {
    if (user.state().equals(state)) {
      return Outcome.done(user);
    }
    SharedUser next = user.in(state);
    RowChange change = users.update(next);
    trail.append(about(action, user).changing(change));
    return Outcome.done(next);
  }

  private Outcome<SharedUser> removeNow(SharedUser user) {
    SharedUserId id = user.sharedUserId();
    if (rotations.isUnderWay(id)) {
      return KeyChanges.refused(user);
    }
    List<RowChange> made = new ArrayList<>(grants.removeOf(id));
    others.forEach(other -> made.addAll(other.removeOf(id)));
    keys.of(id).forEach(key -> made.add(keys.delete(key)));
    devices.of(id).forEach(device -> made.add(devices.delete(device)));
    owners.of(id).forEach(owner -> made.add(owners.delete(owner)));
    confirmations.of(id).forEach(one -> made.add(confirmations.delete(one)));
    made.add(users.delete(user));
    trail.append(about("shared-user.removed", user).changing(made.toArray(RowChange[]::new)));
    return Outcome.done(user);
  }

  private Outcome<SharedUser> removeMfaDeviceNow(SharedUser user, String serialNumber) {
    Optional<MfaDevice> device = devices.find(user.sharedUserId(), serialNumber);
    if (device.isEmpty()) {
      return Outcome.refused(ProblemType.NOT_FOUND, "The user has no MFA device of that ARN here.");
    }
    RowChange change = devices.delete(device.get());
    trail.append(
        about("mfa-device.removed", user).with("serialNumber", serialNumber).changing(change));
    return Outcome.done(user);
  }

  private static AuditEvent about(String action, SharedUser user) {
    return AuditEvent.of(action).with("sharedUser", user.name()).with("sharedUserId", user.id());
  }
}
