package dev.teambroker.server.member;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.web.Outcome;

/** Refusals that several use cases share. */
final class Refusals {
  private Refusals() {}

  static <T> Outcome<T> onlyAdmins() {
    return Outcome.refused(ProblemType.FORBIDDEN, "Only an admin may do this.");
  }

  static <T> Outcome<T> noSuchMember() {
    return Outcome.refused(ProblemType.NOT_FOUND, "There is no member of that name.");
  }

  static <T> Outcome<T> noSuchDevice() {
    return Outcome.refused(ProblemType.NOT_FOUND, "The member has no such device.");
  }

  static <T> Outcome<T> noSuchTeam() {
    return Outcome.refused(ProblemType.NOT_FOUND, "There is no team of that name.");
  }

  static <T> Outcome<T> lastAdmin() {
    return Outcome.refused(
        ProblemType.CONFLICT, "This is the last admin who can act; appoint another one first.");
  }
}
