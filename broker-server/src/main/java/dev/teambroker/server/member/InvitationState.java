package dev.teambroker.server.member;

/** How far an invitation has come. */
public sealed interface InvitationState {
  /** Nobody has presented its code. */
  record Open() implements InvitationState {}

  /** A device's key presented it first and is the only one that may go on. */
  record Bound(DeviceId device) implements InvitationState {}

  /** Its device is enrolled. */
  record Used(DeviceId device) implements InvitationState {}

  /** Replaced by a newer one, or its member was removed. */
  record Withdrawn() implements InvitationState {}

  default String code() {
    return switch (this) {
      case Open _ -> "open";
      case Bound _ -> "bound";
      case Used _ -> "used";
      case Withdrawn _ -> "withdrawn";
    };
  }
}
