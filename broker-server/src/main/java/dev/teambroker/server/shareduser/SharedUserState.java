package dev.teambroker.server.shareduser;

/** Whether sessions of a shared user are issued. */
public sealed interface SharedUserState {
  record Active() implements SharedUserState {}

  /** By an owner or an admin, until one of them resumes. */
  record Suspended() implements SharedUserState {}

  /** As it stands in the row and crosses the wire. */
  default String code() {
    return switch (this) {
      case Active _ -> "active";
      case Suspended _ -> "suspended";
    };
  }

  /** The state that {@link #code} wrote. */
  static SharedUserState ofCode(String code) {
    return switch (code) {
      case "active" -> new Active();
      case "suspended" -> new Suspended();
      default -> throw new IllegalArgumentException("no state of a shared user: " + code);
    };
  }
}
