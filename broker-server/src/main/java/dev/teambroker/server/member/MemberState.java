package dev.teambroker.server.member;

/** Where a member stands. Only an {@link Active} one may act. */
public sealed interface MemberState {
  /** Has a link and no device yet. */
  record Invited() implements MemberState {}

  /** Has enrolled a device, whose fingerprint waits to be confirmed. */
  record Pending() implements MemberState {}

  /** May act. */
  record Active() implements MemberState {}

  /** After too many wrong codes, until an admin unlocks. */
  record Locked(MemberState before) implements MemberState {}

  /** By an admin, until an admin resumes. */
  record Suspended(MemberState before) implements MemberState {}

  /** For good; the row stays, so that the name in old records has an owner. */
  record Removed() implements MemberState {}

  /** As it stands in the row: the name, and after a colon what it returns to. */
  default String code() {
    return switch (this) {
      case Invited _, Pending _, Active _, Removed _ -> name();
      case Locked(MemberState before) -> name() + ":" + before.code();
      case Suspended(MemberState before) -> name() + ":" + before.code();
    };
  }

  /** As it crosses the wire. */
  default String name() {
    return switch (this) {
      case Invited _ -> "invited";
      case Pending _ -> "pending";
      case Active _ -> "active";
      case Locked _ -> "locked";
      case Suspended _ -> "suspended";
      case Removed _ -> "removed";
    };
  }

  /** The state that {@link #code} wrote. */
  static MemberState ofCode(String code) {
    int colon = code.indexOf(':');
    String name = colon < 0 ? code : code.substring(0, colon);
    return switch (name) {
      case "invited" -> new Invited();
      case "pending" -> new Pending();
      case "active" -> new Active();
      case "removed" -> new Removed();
      case "locked" -> new Locked(ofCode(code.substring(colon + 1)));
      case "suspended" -> new Suspended(ofCode(code.substring(colon + 1)));
      default -> throw new IllegalArgumentException("no state of a member: " + code);
    };
  }
}
