package dev.teambroker.server.grant;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of sessions, with the durations that AWS takes and defaults to. */
public enum SessionKind {
  /** GetSessionToken: the user's own rights. */
  SESSION(129_600, 43_200),
  /** AssumeRole: a role's rights. */
  ROLE(43_200, 3_600),
  /** GetFederationToken: the user's rights as far as a policy leaves them. */
  FEDERATION(129_600, 43_200);

  /** STS's DurationSeconds begins here, for each of them. */
  static final Duration SHORTEST = Duration.ofMinutes(15);

  private final Duration longest;
  private final Duration usual;

  SessionKind(int longest, int usual) {
    this.longest = Duration.ofSeconds(longest);
    this.usual = Duration.ofSeconds(usual);
  }

  Duration longest() {
    return longest;
  }

  Duration usual() {
    return usual;
  }

  /** As it crosses the wire and stands in rows. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<SessionKind> ofCode(String code) {
    return Stream.of(values()).filter(kind -> kind.code().equals(code)).findFirst();
  }
}
