package dev.teambroker.server.grant;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is granted: a kind of session, with the limits that AWS knows for that kind alone. */
public sealed interface Terms {
  /** GetSessionToken; AWS can limit it by nothing but MFA. */
  record OfUser(AwsMfa awsMfa) implements Terms {}

  /**
   * AssumeRole.
   *
   * @param roles the ARNs that may be assumed, at least one
   */
  record OfRole(
      List<String> roles,
      AwsMfa awsMfa,
      @Nullable String sessionPolicy,
      SortedMap<String, String> tags)
      implements Terms {
    public OfRole {
      roles = List.copyOf(roles);
      tags = new TreeMap<>(tags);
    }
  }

  /** GetFederationToken, whose rights end where the policy ends. */
  record OfFederation(String sessionPolicy, SortedMap<String, String> tags) implements Terms {
    public OfFederation {
      tags = new TreeMap<>(tags);
    }
  }

  default SessionKind kind() {
    return switch (this) {
      case OfUser _ -> SessionKind.SESSION;
      case OfRole _ -> SessionKind.ROLE;
      case OfFederation _ -> SessionKind.FEDERATION;
    };
  }

  /** The roles; for role sessions alone. */
  default List<String> grantedRoles() {
    return this instanceof OfRole role ? role.roles() : List.of();
  }

  default AwsMfa mfa() {
    return switch (this) {
      case OfUser user -> user.awsMfa();
      case OfRole role -> role.awsMfa();
      case OfFederation _ -> AwsMfa.NONE;
    };
  }

  default @Nullable String policy() {
    return switch (this) {
      case OfUser _ -> null;
      case OfRole role -> role.sessionPolicy();
      case OfFederation federation -> federation.sessionPolicy();
    };
  }

  default Map<String, String> sessionTags() {
    return switch (this) {
      case OfUser _ -> Map.of();
      case OfRole role -> role.tags();
      case OfFederation federation -> federation.tags();
    };
  }
}
