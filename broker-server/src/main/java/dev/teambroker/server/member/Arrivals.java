package dev.teambroker.server.member;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.RowChange;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The members' side of enrolling: what an invitation's code opens, the device that it is bound to,
 * and where member and device stand afterwards. What changes rows runs in the caller's transaction,
 * which records the changes. Thread-safe.
 */
@Component
public class Arrivals {
  private static final Duration RECOVERY_LIFETIME = Duration.ofMinutes(15);

  private final Members members;
  private final Devices devices;
  private final Invitations invitations;
  private final Settings settings;
  private final MemberSettings policy;
  private final InstantSource clock;

  Arrivals(
      Members members,
      Devices devices,
      Invitations invitations,
      Settings settings,
      MemberSettings policy,
      InstantSource clock) {
    this.members = members;
    this.devices = devices;
    this.invitations = invitations;
    this.settings = settings;
    this.policy = policy;
    this.clock = clock;
  }

  /** What the code opens for the device of that key: nothing, if another one was first. */
  public Optional<Arrival> presented(Secret code, String thumbprint) {
    return invitations.ofCode(Hashed.of(code)).flatMap(found -> open(found, thumbprint));
  }

  /** The enrolment of that id, for the device of that key alone. */
  public Optional<Arrival> underWay(InvitationId id, String thumbprint) {
    return invitations
        .find(id)
        .filter(found -> found.state() instanceof InvitationState.Bound)
        .flatMap(found -> open(found, thumbprint));
  }

  private Optional<Arrival> open(Invitation invitation, String thumbprint) {
    DeviceId bound = invitation.device();
    Device device = bound == null ? null : devices.find(bound).orElse(null);
    return members
        .find(invitation.member())
        .filter(member -> invitation.isAlive(clock.instant()))
        .filter(member -> mayArrive(member, invitation.purpose()))
        .filter(member -> bound == null || isOf(device, thumbprint, invitation.purpose()))
        .map(member -> new Arrival(invitation, member, device));
  }

  private static boolean isOf(@Nullable Device device, String thumbprint, Purpose purpose) {
    return device != null
        && device.thumbprint().equals(thumbprint)
        && (purpose == Purpose.RECOVERY
            ? device.maySignIn()
            : device.state() instanceof DeviceState.Enrolling);
  }

  private boolean mayArrive(Member member, Purpose purpose) {
    return switch (purpose) {
      case BOOTSTRAP ->
          member.state() instanceof MemberState.Invited
              && settings.find(Setting.FIRST_ADMIN).isEmpty();
      case NEW_MEMBER ->
          member.state() instanceof MemberState.Invited
              || member.state() instanceof MemberState.Pending;
      case FURTHER_DEVICE, RE_ENROLMENT, RECOVERY -> member.mayAct();
    };
  }

  /** Binds the invitation to a new device; the arrival then has it. */
  public Arrived register(Arrival arrival, String deviceName, String thumbprint) {
    Invitation invitation = arrival.invitation();
    Device device =
        Device.enrolling(
            arrival.member().memberId(),
            deviceName,
            thumbprint,
            confirmer(invitation),
            Times.now(clock));
    return new Arrived(
        device,
        null,
        List.of(
            devices.insert(device),
            invitations.update(invitation.in(new InvitationState.Bound(device.deviceId())))));
  }

  private @Nullable MemberId confirmer(Invitation invitation) {
    if (policy.confirmation() == MemberSettings.Confirmation.NONE) {
      return null;
    }
    return switch (invitation.purpose()) {
      case BOOTSTRAP, RECOVERY -> null;
      case NEW_MEMBER, RE_ENROLMENT -> invitation.invitedBy();
      case FURTHER_DEVICE -> invitation.member();
    };
  }

  /** The enrolment of a new factor on a device that the member has; nothing is stored yet. */
  public Arrival recovery(Member member, Device device) {
    return new Arrival(
        new Invitation(
            InvitationId.fresh(),
            1,
            Hashed.of(RandomCode.ofBytes(Hashed.BYTES)),
            member.memberId(),
            Purpose.RECOVERY,
            member.memberId(),
            Times.now(clock).plus(RECOVERY_LIFETIME),
            new InvitationState.Bound(device.deviceId())),
        member,
        device);
  }

  /** Stores what {@link #recovery} made. */
  public RowChange begin(Arrival recovery) {
    return invitations.insert(recovery.invitation());
  }

  /** Ends the enrolment: the codes were right. */
  public Arrived complete(Arrival arrival) {
    Device device = arrival.device().orElseThrow();
    Invitation invitation = arrival.invitation();
    String confirmer = confirmerName(device);
    List<RowChange> made = new ArrayList<>();
    made.add(invitations.update(invitation.in(new InvitationState.Used(device.deviceId()))));
    switch (invitation.purpose()) {
      case BOOTSTRAP -> {
        made.add(settings.insert(new Setting(Setting.FIRST_ADMIN, 1, arrival.member().id())));
        made.add(members.update(arrived(arrival.member(), device)));
      }
      case NEW_MEMBER -> {
        made.addAll(removeOthers(device));
        made.add(members.update(arrived(arrival.member(), device)));
      }
      case RE_ENROLMENT ->
          made.add(
              members.update(
                  arrival.member().reEnrolled(reEnroller(invitation), Times.now(clock))));
      case RECOVERY -> made.add(members.update(arrival.member().voidingSignIns(Times.now(clock))));
      case FURTHER_DEVICE -> {}
    }
    if (device.state() instanceof DeviceState.Enrolling) {
      made.add(devices.update(device.in(enrolled(device))));
    }
    return new Arrived(device, confirmer, made);
  }

  private static MemberId reEnroller(Invitation invitation) {
    return Objects.requireNonNull(invitation.invitedBy(), "an admin re-enrols");
  }

  private static Member arrived(Member member, Device device) {
    return member.in(
        device.confirmer() == null ? new MemberState.Active() : new MemberState.Pending());
  }

  private static DeviceState enrolled(Device device) {
    return device.confirmer() == null ? new DeviceState.Active() : new DeviceState.Pending();
  }

  /** A member who was never confirmed has no device but the one that arrives now. */
  private List<RowChange> removeOthers(Device arriving) {
    return devices.of(arriving.member()).stream()
        .filter(other -> !other.deviceId().equals(arriving.deviceId()))
        .filter(other -> !(other.state() instanceof DeviceState.Removed))
        .map(other -> devices.update(other.in(new DeviceState.Removed())))
        .toList();
  }

  private @Nullable String confirmerName(Device device) {
    MemberId confirmer = device.confirmer();
    return confirmer == null || !(device.state() instanceof DeviceState.Enrolling)
        ? null
        : members.find(confirmer).map(Member::name).orElse(null);
  }
}
