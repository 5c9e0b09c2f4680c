package dev.teambroker.server.grant;

import dev.teambroker.protocol.Grants.NewGrant;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Network;
import dev.teambroker.server.web.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what an owner wants to grant, within what AWS takes for the kind. */
final class NewTerms {
  private static final int MOST_TAGS = 50;
  private static final int MOST_ROLES = 50;
  private static final int MOST_NETWORKS = 100;
  private static final Pattern TAG_KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,128}");
  private static final Pattern TAG_VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{0,256}");

  private final SharedUser user;
  private final NewGrant wanted;
  private final boolean hasMfaDevice;

  NewTerms(SharedUser user, NewGrant wanted, boolean hasMfaDevice) {
    this.user = user;
    this.wanted = wanted;
    this.hasMfaDevice = hasMfaDevice;
  }

  Outcome<Terms> terms() {
    Optional<SessionKind> kind = SessionKind.ofCode(wanted.kind());
    if (kind.isEmpty()) {
      return Outcome.invalid("kind", "session, role or federation");
    }
    if (wanted.awsMfa() != null && AwsMfa.ofCode(wanted.awsMfa()).isEmpty()) {
      return Outcome.invalid("awsMfa", "required or none");
    }
    return switch (kind.get()) {
      case SESSION -> ofUser();
      case ROLE -> ofRole();
      case FEDERATION -> ofFederation();
    };
  }

  Outcome<Limits> limits() {
    SessionKind kind = SessionKind.ofCode(wanted.kind()).orElseThrow();
    Duration longest =
        wanted.maximumDurationSeconds() == null
            ? max(kind.usual(), seconds(wanted.defaultDurationSeconds()))
            : Duration.ofSeconds(wanted.maximumDurationSeconds());
    Duration usual =
        wanted.defaultDurationSeconds() == null
            ? min(kind.usual(), longest)
            : Duration.ofSeconds(wanted.defaultDurationSeconds());
    String range =
        "%d to %d".formatted(SessionKind.SHORTEST.toSeconds(), kind.longest().toSeconds());
    if (outside(longest, kind)) {
      return Outcome.invalid("maximumDurationSeconds", range);
    }
    if (outside(usual, kind) || usual.compareTo(longest) > 0) {
      return Outcome.invalid("defaultDurationSeconds", range + ", up to maximumDurationSeconds");
    }
    Integer age = wanted.secondFactorAgeSeconds();
    if (age != null && (age < 0 || age > 31_536_000)) {
      return Outcome.invalid("secondFactorAgeSeconds", "0 (a code for each issue) to 31536000");
    }
    List<String> networks = orEmpty(wanted.sourceNetworks());
    if (networks.size() > MOST_NETWORKS || !networks.stream().allMatch(NewTerms::isNetwork)) {
      return Outcome.invalid("sourceNetworks", "up to 100, each " + Network.EXPECTED);
    }
    Instant notBefore = wanted.notBefore();
    Instant notAfter = wanted.notAfter();
    if (notBefore != null && notAfter != null && !notBefore.isBefore(notAfter)) {
      return Outcome.invalid("notAfter", "an instant after notBefore");
    }
    return Outcome.done(
        new Limits(
            usual,
            longest,
            age == null ? null : Duration.ofSeconds(age),
            networks,
            whole(notBefore),
            whole(notAfter)));
  }

  private Outcome<Terms> ofUser() {
    if (wanted.roles() != null && !wanted.roles().isEmpty()) {
      return Outcome.invalid("roles", "nothing, for a session has no role");
    }
    if (wanted.sessionPolicy() != null) {
      return Outcome.invalid("sessionPolicy", "nothing, for GetSessionToken takes no policy");
    }
    if (!orNone(wanted.tags()).isEmpty()) {
      return Outcome.invalid("tags", "nothing, for GetSessionToken takes no tags");
    }
    AwsMfa awsMfa = awsMfa(hasMfaDevice ? AwsMfa.REQUIRED : AwsMfa.NONE);
    return awsMfa == AwsMfa.REQUIRED && !hasMfaDevice
        ? withoutDevice()
        : Outcome.done(new Terms.OfUser(awsMfa));
  }

  private Outcome<Terms> ofRole() {
    List<String> roles = orEmpty(wanted.roles()).stream().distinct().toList();
    Pattern role =
        Pattern.compile(
            "arn:" + user.partition().code() + ":iam::\\d{12}:role/[\\w+=,.@/-]{1,576}");
    if (roles.isEmpty()
        || roles.size() > MOST_ROLES
        || !roles.stream().allMatch(arn -> role.matcher(arn).matches())) {
      return Outcome.invalid(
          "roles", "1 to 50 ARNs of roles in partition " + user.partition().code());
    }
    String policy = wanted.sessionPolicy();
    if (policy != null && !SessionPolicies.isPolicy(policy)) {
      return invalidPolicy();
    }
    if (!areTags(orNone(wanted.tags()))) {
      return invalidTags();
    }
    AwsMfa awsMfa = awsMfa(AwsMfa.NONE);
    return awsMfa == AwsMfa.REQUIRED && !hasMfaDevice
        ? withoutDevice()
        : Outcome.done(
            new Terms.OfRole(roles, awsMfa, policy, new TreeMap<>(orNone(wanted.tags()))));
  }

  private Outcome<Terms> ofFederation() {
    if (wanted.roles() != null && !wanted.roles().isEmpty()) {
      return Outcome.invalid("roles", "nothing, for a federation session has no role");
    }
    if (AwsMfa.REQUIRED.code().equals(wanted.awsMfa())) {
      return Outcome.invalid("awsMfa", "none, for GetFederationToken takes no MFA code");
    }
    String policy = wanted.sessionPolicy();
    if (policy == null) {
      return Outcome.invalid(
          "sessionPolicy", "an inline policy, for without one a federation session may do nothing");
    }
    if (!SessionPolicies.isPolicy(policy)) {
      return invalidPolicy();
    }
    return areTags(orNone(wanted.tags()))
        ? Outcome.done(new Terms.OfFederation(policy, new TreeMap<>(orNone(wanted.tags()))))
        : invalidTags();
  }

  private AwsMfa awsMfa(AwsMfa usual) {
    return wanted.awsMfa() == null ? usual : AwsMfa.ofCode(wanted.awsMfa()).orElseThrow();
  }

  private Outcome<Terms> withoutDevice() {
    return Outcome.invalid(
        "awsMfa", "none, while " + user.name() + " has no AWS MFA device at the broker");
  }

  private static Outcome<Terms> invalidPolicy() {
    return Outcome.invalid(
        "sessionPolicy", "a policy document (JSON with Statement) of up to 2048 characters");
  }

  private static Outcome<Terms> invalidTags() {
    return Outcome.invalid(
        "tags", "up to 50, keys of 1 to 128 and values of 0 to 256 letters, digits and _.:/=+@-");
  }

  private static boolean areTags(Map<String, String> tags) {
    return tags.size() <= MOST_TAGS
        && tags.entrySet().stream()
            .allMatch(
                tag ->
                    TAG_KEY.matcher(tag.getKey()).matches()
                        && !tag.getKey().startsWith("aws:")
                        && TAG_VALUE.matcher(tag.getValue()).matches());
  }

  private static boolean isNetwork(String text) {
    try {
      Network.parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean outside(Duration duration, SessionKind kind) {
    return duration.compareTo(SessionKind.SHORTEST) < 0 || duration.compareTo(kind.longest()) > 0;
  }

  private static Duration seconds(@Nullable Integer seconds) {
    return seconds == null ? Duration.ZERO : Duration.ofSeconds(seconds);
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static List<String> orEmpty(@Nullable List<String> texts) {
    return texts == null ? List.of() : texts;
  }

  private static Map<String, String> orNone(@Nullable Map<String, String> tags) {
    return tags == null ? Map.of() : tags;
  }

  private static @Nullable Instant whole(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS);
  }
}
