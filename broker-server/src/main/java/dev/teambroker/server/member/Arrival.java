package dev.teambroker.server.member;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An enrolment under way: whose it is, what for, and the device that it is bound to, if it is. */
public final class Arrival {
  private final Invitation invitation;
  private final Member member;
  private final @Nullable Device device;

  Arrival(Invitation invitation, Member member, @Nullable Device device) {
    this.invitation = invitation;
    this.member = member;
    this.device = device;
  }

  /** The enrolment's id on the wire too. */
  public InvitationId id() {
    return invitation.invitationId();
  }

  public Member member() {
    return member;
  }

  /** The device whose key presented the code first. */
  public Optional<Device> device() {
    return Optional.ofNullable(device);
  }

  /** Whether it brings a second factor that takes the place of any earlier one. */
  public boolean replacesFactor() {
    return switch (invitation.purpose()) {
      case BOOTSTRAP, NEW_MEMBER, RECOVERY -> true;
      case FURTHER_DEVICE, RE_ENROLMENT -> false;
    };
  }

  /** Whether its end voids all sign-ins that the member has begun until then. */
  public boolean endsSignIns() {
    return switch (invitation.purpose()) {
      case RE_ENROLMENT, RECOVERY -> true;
      case BOOTSTRAP, NEW_MEMBER, FURTHER_DEVICE -> false;
    };
  }

  Invitation invitation() {
    return invitation;
  }
}
