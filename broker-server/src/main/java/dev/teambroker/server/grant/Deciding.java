package dev.teambroker.server.grant;

import dev.teambroker.server.grant.Decision.Beyond;
import dev.teambroker.server.grant.Decision.CodeWanted;
import dev.teambroker.server.grant.Decision.Granted;
import dev.teambroker.server.grant.Decision.NoGrant;
import dev.teambroker.server.grant.Decision.Permitted;
import dev.teambroker.server.web.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides a request on the grants that are for the member. Default deny: what no grant covers is
 * refused; what lies beyond a limit is refused with the limit's name, never cut down to it. Where
 * several grants could cover it, the first one that does is taken, and otherwise the one that comes
 * nearest tells why.
 */
public final class Deciding {
  private Deciding() {}

  /**
   * The decision on grants of one shared user, all of which are for the member.
   *
   * @param grants in the order in which they are tried
   */
  public static Decision decide(List<Grant> grants, Wanted wanted, Circumstances now) {
    return grants.stream()
        .filter(grant -> grant.terms().kind() == wanted.kind())
        .map(grant -> decide(grant, wanted, now))
        .min(Comparator.comparingInt(Deciding::distance))
        .orElseGet(
            () ->
                new NoGrant(
                    "No grant gives you a " + wanted.kind().code() + " session of this user."));
  }

  /** How far a decision is from the session, 0 being there. */
  private static int distance(Decision decision) {
    return switch (decision) {
      case Granted _ -> 0;
      case CodeWanted _ -> 1;
      case Beyond beyond -> 2 + Math.max(0, LIMITS.size() - LIMITS.indexOf(beyond.limit()));
      case NoGrant _ -> 100;
    };
  }

  /** The limits' names in the order in which they are looked at. */
  static final List<String> LIMITS =
      List.of("roles", "validity", "sourceNetworks", "maximumDurationSeconds", "sessionPolicy");

  private static Decision decide(Grant grant, Wanted wanted, Circumstances now) {
    return beyondTerms(grant, wanted)
        .or(() -> beyondLimits(grant, wanted, now))
        .orElseGet(() -> ifVerified(grant, permitted(grant, wanted), now));
  }

  private static Optional<Decision> beyondTerms(Grant grant, Wanted wanted) {
    return wanted.kind() == SessionKind.ROLE && role(grant, wanted).isEmpty()
        ? beyond(
            grant,
            "roles",
            wanted.role() == null
                ? "The grant has several roles; name one of them."
                : "The grant does not have the role " + wanted.role() + ".")
        : Optional.empty();
  }

  private static Optional<Decision> beyondLimits(Grant grant, Wanted wanted, Circumstances now) {
    Limits limits = grant.limits();
    if (isBefore(now.now(), limits.notBefore())) {
      return beyond(grant, "validity", "The grant is valid from " + limits.notBefore() + ".");
    }
    if (limits.notAfter() != null && !isBefore(now.now(), limits.notAfter())) {
      return beyond(grant, "validity", "The grant was valid until " + limits.notAfter() + ".");
    }
    if (!comesFrom(limits.sourceNetworks(), now.sourceAddress())) {
      return beyond(
          grant,
          "sourceNetworks",
          "The grant is not for requests from " + now.sourceAddress() + ".");
    }
    if (duration(grant, wanted).compareTo(limits.longest()) > 0) {
      return beyond(
          grant,
          "maximumDurationSeconds",
          "The grant allows up to " + limits.longest().toSeconds() + " s.");
    }
    return grant.terms().kind() != SessionKind.SESSION && policy(grant, wanted).isTooMuch()
        ? beyond(
            grant,
            "sessionPolicy",
            "The grant has a session policy of its own; a request can add Deny statements alone,"
                + " and both together have at most "
                + SessionPolicies.LONGEST
                + " characters.")
        : Optional.empty();
  }

  private static Decision ifVerified(Grant grant, Permitted permitted, Circumstances now) {
    Duration own = grant.limits().secondFactorAge();
    Duration age = own == null ? now.usualSecondFactorAge() : own;
    return now.verifiedWithin().test(age)
        ? new Granted(grant, permitted, age.isZero())
        : new CodeWanted(grant, age);
  }

  private static Permitted permitted(Grant grant, Wanted wanted) {
    Duration duration = duration(grant, wanted);
    Policy policy = policy(grant, wanted);
    return switch (grant.terms()) {
      case Terms.OfUser user -> new Permitted.User(duration, user.awsMfa());
      case Terms.OfRole role ->
          new Permitted.Role(
              role(grant, wanted).orElseThrow(),
              duration,
              role.awsMfa(),
              policy.text(),
              role.tags());
      case Terms.OfFederation federation ->
          new Permitted.Federated(
              duration,
              policy.text() == null ? federation.sessionPolicy() : policy.text(),
              federation.tags());
    };
  }

  private static Optional<String> role(Grant grant, Wanted wanted) {
    List<String> roles = grant.terms().grantedRoles();
    if (wanted.role() == null) {
      return roles.size() == 1 ? Optional.of(roles.getFirst()) : Optional.empty();
    }
    return roles.stream().filter(role -> role.equals(wanted.role())).findFirst();
  }

  private static Duration duration(Grant grant, Wanted wanted) {
    return wanted.duration() == null ? grant.limits().usual() : wanted.duration();
  }

  /** The policy to send, if there is one; {@code isTooMuch} where the two can't be joined. */
  private record Policy(@Nullable String text, boolean isTooMuch) {}

  private static Policy policy(Grant grant, Wanted wanted) {
    String granted = grant.terms().policy();
    String requested = wanted.sessionPolicy();
    if (granted == null || requested == null) {
      return new Policy(granted == null ? requested : granted, false);
    }
    return SessionPolicies.narrowed(granted, requested)
        .filter(text -> text.length() <= SessionPolicies.LONGEST)
        .map(text -> new Policy(text, false))
        .orElseGet(() -> new Policy(null, true));
  }

  private static boolean comesFrom(List<String> networks, @Nullable String address) {
    return networks.isEmpty()
        || (address != null
            && networks.stream().anyMatch(network -> Network.parse(network).contains(address)));
  }

  private static boolean isBefore(Instant now, @Nullable Instant limit) {
    return limit != null && now.isBefore(limit);
  }

  private static Optional<Decision> beyond(Grant grant, String limit, String detail) {
    return Optional.of(new Beyond(grant, limit, detail));
  }
}
