package dev.teambroker.server.audit;

import java.util.Optional;

/** The rows of one table that have this value in that column. */
public record RowGroup(By by, String value) {
  /** Tables, and columns that have an index, of what sessions and codes are decided on. */
  public enum By {
    TOKEN("access_token", "hash"),
    SIGN_IN("sign_in", "id"),
    DEVICE("device", "id"),
    MEMBER("member", "id"),
    MEMBERSHIPS_OF_MEMBER("membership", "member_id"),
    SHARED_USER_NAMED("shared_user", "name"),
    KEYS_OF_SHARED_USER("access_key", "shared_user_id"),
    GRANTS_OF_SHARED_USER("session_grant", "shared_user_id"),
    FACTORS_OF_MEMBER("factor", "member_id");

    private final String table;
    private final String column;

    By(String table, String column) {
      this.table = table;
      this.column = column;
    }

    String table() {
      return table;
    }

    String column() {
      return column;
    }
  }

  /** The one row of that id, where the kind is among those of {@link By}. */
  static Optional<RowGroup> of(RowKind kind, String id) {
    return switch (kind) {
      case SIGN_IN -> Optional.of(new RowGroup(By.SIGN_IN, id));
      case DEVICE -> Optional.of(new RowGroup(By.DEVICE, id));
      case MEMBER -> Optional.of(new RowGroup(By.MEMBER, id));
      default -> Optional.empty();
    };
  }
}
