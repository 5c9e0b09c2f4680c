package dev.teambroker.server.member;

import java.util.Locale;

/** What an invitation is for. */
public enum Purpose {
  /** The first admin, by the link that the broker itself wrote. */
  BOOTSTRAP,
  /** A new member, by an admin. */
  NEW_MEMBER,
  /** A further device, by the member from an old one. */
  FURTHER_DEVICE,
  /** A device, by an admin, for a member who lost theirs; suspends the member's grants. */
  RE_ENROLMENT,
  /** A new second factor on a device that the member has, by a recovery code. */
  RECOVERY;

  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Purpose ofCode(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
