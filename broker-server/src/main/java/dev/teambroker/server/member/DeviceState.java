package dev.teambroker.server.member;

/** Where a device stands. Only an {@link Active} one signs in. */
public sealed interface DeviceState {
  /** Its key is registered; the codes are still to come. */
  record Enrolling() implements DeviceState {}

  /** Waits until its fingerprint is confirmed. */
  record Pending() implements DeviceState {}

  /** Signs in. */
  record Active() implements DeviceState {}

  /** After too many wrong codes, until an admin unlocks. */
  record Locked(DeviceState before) implements DeviceState {}

  /** For good. */
  record Removed() implements DeviceState {}

  /** As it stands in the row: the name, and after a colon what it returns to. */
  default String code() {
    return switch (this) {
      case Enrolling _, Pending _, Active _, Removed _ -> name();
      case Locked(DeviceState before) -> name() + ":" + before.code();
    };
  }

  /** As it crosses the wire. */
  default String name() {
    return switch (this) {
      case Enrolling _ -> "enrolling";
      case Pending _ -> "pending";
      case Active _ -> "active";
      case Locked _ -> "locked";
      case Removed _ -> "removed";
    };
  }

  /** The state that {@link #code} wrote. */
  static DeviceState ofCode(String code) {
    int colon = code.indexOf(':');
    return switch (colon < 0 ? code : code.substring(0, colon)) {
      case "enrolling" -> new Enrolling();
      case "pending" -> new Pending();
      case "active" -> new Active();
      case "removed" -> new Removed();
      case "locked" -> new Locked(ofCode(code.substring(colon + 1)));
      default -> throw new IllegalArgumentException("no state of a device: " + code);
    };
  }
}
