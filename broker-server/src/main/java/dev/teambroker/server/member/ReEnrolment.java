package dev.teambroker.server.member;

import java.time.Instant;

/**
 * That an admin gave a member a way in: a device, or the way to a new second factor. Whoever uses
 * it may be somebody else, so what owners gave the member before waits for an owner to confirm it.
 *
 * @param number 1 for a member's first
 */
public record ReEnrolment(int number, MemberId by, Instant at) {
  private static final char BETWEEN = '@';

  /** As it stands in the row, where the place tells the number. */
  String code() {
    return by.value() + BETWEEN + at;
  }

  static ReEnrolment ofCode(int number, String code) {
    int between = code.indexOf(BETWEEN);
    return new ReEnrolment(
        number,
        new MemberId(code.substring(0, Math.max(0, between))),
        Instant.parse(code.substring(between + 1)));
  }
}
