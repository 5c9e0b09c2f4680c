package dev.teambroker.server.member;

import java.util.regex.Pattern;

/**
 * For whom a stop of all issuing holds, and who set it: what the operator stopped on the host, no
 * admin resumes.
 */
public sealed interface StopScope {
  Pattern ACCOUNT = Pattern.compile("\\d{12}");

  /** All shared users, by an admin. */
  record ByAdmins() implements StopScope {}

  /** All shared users, by the operator. */
  record ByOperator() implements StopScope {}

  /** The shared users of an AWS account, by the operator. */
  record OfAccount(String account) implements StopScope {
    public OfAccount {
      if (!ACCOUNT.matcher(account).matches()) {
        throw new IllegalArgumentException("an AWS account has 12 digits");
      }
    }
  }

  /** Whether it stops that account's shared users. */
  default boolean includes(String of) {
    return switch (this) {
      case ByAdmins _, ByOperator _ -> true;
      case OfAccount(String account) -> account.equals(of);
    };
  }

  /** As it stands in the row and crosses the wire. */
  default String code() {
    return switch (this) {
      case ByAdmins _ -> "admins";
      case ByOperator _ -> "operator";
      case OfAccount(String account) -> account;
    };
  }

  /** The scope that {@link #code} wrote. */
  static StopScope ofCode(String code) {
    return switch (code) {
      case "admins" -> new ByAdmins();
      case "operator" -> new ByOperator();
      default -> new OfAccount(code);
    };
  }
}
