package dev.teambroker.server.shareduser;

import java.util.stream.Stream;

/** Why somebody could confirm a re-enrolled member for a shared user. */
public enum ConfirmationGrounds {
  /** An owner who is neither the member nor an admin who re-enrolled them. */
  OWNER("owner"),
  /** An owner who re-enrolled them as an admin, as there is no other owner. */
  SAME_ADMIN("same-admin"),
  /**
   * The member, as the only owner, by a key of the IAM user: so one becomes the first owner too.
   */
  KEY("key");

  private final String code;

  ConfirmationGrounds(String code) {
    this.code = code;
  }

  /** As it stands in the row and crosses the wire. */
  public String code() {
    return code;
  }

  static ConfirmationGrounds ofCode(String code) {
    return Stream.of(values()).filter(one -> one.code.equals(code)).findFirst().orElseThrow();
  }
}
