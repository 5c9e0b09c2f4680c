package dev.teambroker.server.member;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a member may do beyond asking for sessions. An owner is one of given shared users, so that
 * is no role here.
 */
public enum Role {
  /** Administers members, devices and teams; that alone yields no session. */
  ADMIN,
  /** Reads grants, the ledger and the audit trail. */
  AUDITOR;

  /** As it crosses the wire and stands in rows. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of that code, if there is one. */
  public static Optional<Role> ofCode(String code) {
    return Stream.of(values()).filter(role -> role.code().equals(code)).findFirst();
  }

  /** One text for a set, the same for equal sets. */
  static String join(Set<Role> roles) {
    return roles.stream().sorted().map(Role::code).collect(Collectors.joining(","));
  }

  /** The set that {@link #join} wrote. */
  static Set<Role> split(String joined) {
    return copy(
        Stream.of(joined.split(",", -1)).filter(code -> !code.isEmpty()).map(Role::parse).toList());
  }

  private static Role parse(String code) {
    return ofCode(code).orElseThrow(() -> new IllegalArgumentException("no role: " + code));
  }

  static Set<Role> copy(Collection<Role> roles) {
    return roles.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(roles));
  }
}
