package dev.teambroker.cli.session;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.broker.Json;
import dev.teambroker.cli.broker.Refused;
import dev.teambroker.cli.configuration.CredentialsFile;
import dev.teambroker.cli.hot.CachedSession;
import dev.teambroker.cli.keychain.NotesForTheLauncher;
import dev.teambroker.cli.keychain.SessionCache;
import dev.teambroker.cli.keychain.Turns;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.settings.ItemNames;
import dev.teambroker.cli.settings.Profile;
import dev.teambroker.cli.settings.Settings;
import dev.teambroker.cli.signin.SignedInBroker;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.Sessions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The JSON of a profile's session. Fetched anew when less is left than fifteen minutes or a fifth
 * of its lifetime, whichever is less; what is left is served while the broker can't be reached.
 */
public final class FetchingSession {
  private static final Duration EARLY = Duration.ofMinutes(15);
  private static final Duration LONGEST_QUEUE = Duration.ofMinutes(5);

  private final Surroundings around;
  private final SessionCache cache;
  private final NotesForTheLauncher notes;
  private final Turns turns;

  public FetchingSession(Surroundings around) {
    this.around = around;
    this.cache = SessionCache.open(around);
    this.notes = new NotesForTheLauncher(around);
    this.turns = new Turns(around);
  }

  /** What credential_process prints for this profile. */
  public Secret json(Profile profile) {
    Settings settings = around.settings();
    String item = ItemNames.session(settings.broker(profile.broker()), profile);
    return fresh(profile, item)
        .orElseGet(
            () ->
                turns.take(
                    item, () -> fresh(profile, item).orElseGet(() -> fetchOrRest(profile, item))));
  }

  /** The session itself. */
  public ProcessCredentials credentials(Profile profile) {
    try (Secret json = json(profile)) {
      return json.reveal(bytes -> Json.read(bytes, ProcessCredentials.class));
    }
  }

  private Secret fetchOrRest(Profile profile, String item) {
    try {
      return fetch(profile, item);
    } catch (Failure failure) {
      if (failure.exitCode() != ExitCode.UNREACHABLE) {
        throw failure;
      }
      Secret rest = unexpired(profile, item).orElseThrow(() -> failure);
      around.say(failure.sentence() + " The session at hand is served until it ends.");
      return rest;
    }
  }

  private Secret fetch(Profile profile, String item) {
    ProcessCredentials issued = ProcessCredentials.of(request(profile));
    CredentialsFile.of(around).removeEnded();
    byte[] json = Json.write(issued);
    Instant now = around.clock().instant();
    Instant expiry = Instant.parse(issued.expiration());
    Duration lifetime = Duration.between(now, expiry);
    if (lifetime.isPositive()) {
      keep(
          profile,
          item,
          kept(CachedSession.header(freshUntil(expiry, lifetime), expiry.getEpochSecond()), json),
          lifetime);
    }
    refuseTooShort(profile, lifetime);
    return Secret.takeFrom(json);
  }

  private static long freshUntil(Instant expiry, Duration lifetime) {
    Duration fifth = lifetime.dividedBy(5);
    return expiry.minus(fifth.compareTo(EARLY) < 0 ? fifth : EARLY).getEpochSecond();
  }

  private void keep(Profile profile, String item, Secret session, Duration lifetime) {
    cache
        .keep(item, session, Math.max(1, lifetime.toSeconds()))
        .ifPresentOrElse(
            store -> notes.leave(profile, store, item), () -> notes.drop(profile.name()));
  }

  /** It is kept all the same: who wants less of it may have it. */
  private static void refuseTooShort(Profile profile, Duration lifetime) {
    if (lifetime.toSeconds() < profile.minTtlSeconds()) {
      throw new Failure(
          ExitCode.REFUSED,
          "A new session of "
              + profile.name()
              + " lasts "
              + Math.max(0, lifetime.toMinutes())
              + " min, and min-ttl wants "
              + profile.minTtlSeconds() / 60
              + ": ask for a longer one with --duration, as far as the grant goes.");
    }
  }

  private Sessions.Credentials request(Profile profile) {
    SignedInBroker broker = SignedInBroker.open(around, profile.broker());
    Call call =
        Call.of("POST", "/v1/sessions")
            .with(
                new Sessions.Request(
                    profile.sharedUser(),
                    profile.kind(),
                    profile.role(),
                    profile.durationSeconds(),
                    profile.sessionPolicy()));
    Instant deadline = around.clock().instant().plus(LONGEST_QUEUE);
    while (true) {
      try {
        return broker.call(call, Sessions.Credentials.class, purpose(profile));
      } catch (Refused refused) {
        waitForTurn(refused, deadline);
      }
    }
  }

  /** The broker keeps a place in the queue for an AWS MFA code, and says when to come back. */
  private void waitForTurn(Refused refused, Instant deadline) {
    Duration wait = Duration.ofSeconds(refused.retryAfterSeconds());
    boolean passes =
        refused.type() == ProblemType.MFA_CODE_UNAVAILABLE
            || refused.type() == ProblemType.TOO_MANY_REQUESTS;
    if (!passes || wait.isZero() || around.clock().instant().plus(wait).isAfter(deadline)) {
      throw refused;
    }
    around.say(refused.sentence() + " Waiting.");
    around.pause().accept(wait);
  }

  private static String purpose(Profile profile) {
    String account = profile.account();
    String role = profile.role();
    return "shared user "
        + profile.sharedUser()
        + (account == null ? "" : " in account " + account)
        + (role == null ? " (" + profile.kind() + ")" : " (" + role + ")");
  }

  private Optional<Secret> fresh(Profile profile, String item) {
    return atHand(item, (kept, now) -> CachedSession.isFresh(kept, now, profile.minTtlSeconds()));
  }

  private Optional<Secret> unexpired(Profile profile, String item) {
    long least = Math.max(1, profile.minTtlSeconds());
    return atHand(item, (kept, now) -> CachedSession.expiry(kept) - now >= least);
  }

  /** Whether an item will do at that second. */
  private interface Check {
    boolean passes(byte[] item, long now);
  }

  private Optional<Secret> atHand(String name, Check check) {
    long now = around.clock().instant().getEpochSecond();
    return cache
        .find(name)
        .flatMap(
            kept ->
                kept.reveal(
                    item -> {
                      byte[] json = check.passes(item, now) ? CachedSession.json(item) : null;
                      return json == null ? Optional.empty() : Optional.of(Secret.takeFrom(json));
                    }));
  }

  private static Secret kept(String header, byte[] json) {
    byte[] head = header.getBytes(StandardCharsets.US_ASCII);
    byte[] item = Arrays.copyOf(head, head.length + json.length);
    System.arraycopy(json, 0, item, head.length, json.length);
    return Secret.takeFrom(item);
  }
}
