package dev.teambroker.server.signin;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.member.Device;
import dev.teambroker.server.member.DeviceState;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.MemberState;
import dev.teambroker.server.web.Outcome;
import java.util.Optional;

/** Why a member, or a device, may not sign in. */
final class Standing {
  private Standing() {}

  /** The refusal, or nothing when both may act. */
  static <T> Optional<Outcome<T>> refusal(Member member, Device device) {
    return Standing.<T>refusal(member).or(() -> refusal(device));
  }

  private static <T> Optional<Outcome<T>> refusal(Member member) {
    return switch (member.state()) {
      case MemberState.Active _ -> Optional.empty();
      case MemberState.Invited _ -> refused(ProblemType.PENDING, "Finish the enrolment first.");
      case MemberState.Pending _ ->
          refused(ProblemType.PENDING, "Your device's fingerprint waits to be confirmed.");
      case MemberState.Locked _ ->
          refused(ProblemType.LOCKED, "Locked after too many wrong codes; an admin unlocks.");
      case MemberState.Suspended _ -> refused(ProblemType.SUSPENDED, "An admin suspended you.");
      case MemberState.Removed _ -> refused(ProblemType.INVALID_GRANT, "You were removed.");
    };
  }

  private static <T> Optional<Outcome<T>> refusal(Device device) {
    return switch (device.state()) {
      case DeviceState.Active _ -> Optional.empty();
      case DeviceState.Enrolling _ -> refused(ProblemType.PENDING, "Finish the enrolment first.");
      case DeviceState.Pending _ ->
          refused(ProblemType.PENDING, "The device's fingerprint waits to be confirmed.");
      case DeviceState.Locked _ ->
          refused(ProblemType.LOCKED, "Locked after too many wrong codes; an admin unlocks.");
      case DeviceState.Removed _ ->
          refused(ProblemType.INVALID_GRANT, "The device was removed; enrol it again.");
    };
  }

  private static <T> Optional<Outcome<T>> refused(ProblemType type, String detail) {
    return Optional.of(Outcome.refused(type, detail));
  }
}
