package dev.teambroker.server.session;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Sessions.Request;
import dev.teambroker.server.audit.Beginning;
import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.Sighting;
import dev.teambroker.server.audit.Undertaking;
import dev.teambroker.server.audit.Undertakings;
import dev.teambroker.server.grant.SessionKind;
import dev.teambroker.server.grant.Wanted;
import dev.teambroker.server.signin.SignedIn;
import dev.teambroker.server.web.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * A member asks for a session. The request is on the record, durable, before anything is decided;
 * the decision rests on rows verified up to that record; what came of it, with the ledger's entry,
 * is durable before the credentials are answered, or they are dropped. Thread-safe.
 */
@Component
public class IssuingSession {
  private static final Duration STALE = Duration.ofMillis(500);

  private final Undertakings undertakings;
  private final DecidingRows rows;
  private final ClearingRequest clearing;
  private final ObtainingSession obtaining;
  private final SessionRecords records;
  private final MeterRegistry metrics;

  IssuingSession(
      Undertakings undertakings,
      DecidingRows rows,
      ClearingRequest clearing,
      ObtainingSession obtaining,
      SessionRecords records,
      MeterRegistry metrics) {
    this.undertakings = undertakings;
    this.rows = rows;
    this.clearing = clearing;
    this.obtaining = obtaining;
    this.records = records;
    this.metrics = metrics;
  }

  /** The session, which the caller closes, or why there is none. */
  public Outcome<IssuedSession> issue(SignedIn who, Request request) {
    Sighting sighting = rows.look(who.member().value() + " asks of " + request.sharedUser());
    Outcome<IssuedSession> outcome =
        switch (undertakings.begin(SessionRequest.requested(request), who.proof())) {
          case Beginning.OutOfTouch(Duration retryAfter) ->
              Outcome.later(
                  ProblemType.UNAVAILABLE,
                  "This replica has lost touch with the others and issues nothing for now.",
                  retryAfter);
          case Beginning.NoRoom(String why) ->
              Outcome.refused(ProblemType.STORAGE_FULL, "No session can be recorded: " + why + ".");
          case Beginning.ProofReplayed _ ->
              Outcome.refused(
                  ProblemType.INVALID_PROOF, "This proof of the device's key was used before.");
          case Beginning.Begun(Undertaking begun) -> onRecord(begun, who, request, sighting);
        };
    metrics
        .counter("broker.sessions", "kind", kind(request), "outcome", named(outcome))
        .increment();
    return outcome;
  }

  private Outcome<IssuedSession> onRecord(
      Undertaking begun, SignedIn who, Request request, Sighting sighting) {
    try (begun) {
      return ended(begun, who, request, sighting);
    }
  }

  private Outcome<IssuedSession> ended(
      Undertaking begun, SignedIn who, Request request, Sighting sighting) {
    try {
      rows.upTo(begun.recorded());
      return switch (rows.seeing(sighting, () -> cleared(who, request))) {
        case Outcome.Done<Cleared>(Cleared cleared) -> obtain(begun, cleared, sighting);
        case Outcome.Refused<Cleared> refused -> records.refused(begun, request, refused);
      };
    } catch (RuntimeException e) {
      records.failed(begun, request, e);
      throw e;
    }
  }

  private Outcome<Cleared> cleared(SignedIn who, Request request) {
    return switch (SessionRequest.read(request)) {
      case Outcome.Refused<Wanted> malformed -> malformed.of();
      case Outcome.Done<Wanted>(Wanted wanted) -> clearing.clear(who, request, wanted);
    };
  }

  private Outcome<IssuedSession> obtain(Undertaking begun, Cleared cleared, Sighting sighting) {
    long clearedAt = System.nanoTime();
    return switch (obtaining.obtain(cleared, sighting)) {
      case ObtainedSession.NotAsked(Outcome.Refused<?> why) -> records.refused(begun, cleared, why);
      case ObtainedSession.Asked asked ->
          stoppedSince(clearedAt, cleared)
              .flatMap(why -> records.withheld(begun, cleared, asked, why))
              .orElseGet(() -> records.answered(begun, cleared, asked));
    };
  }

  /** A stop holds within a second, so what AWS took its time for is looked at again. */
  private Optional<Outcome.Refused<Cleared>> stoppedSince(long clearedAt, Cleared cleared) {
    return System.nanoTime() - clearedAt < STALE.toNanos()
        ? Optional.empty()
        : clearing.stoppedSince(cleared);
  }

  private static String kind(Request request) {
    return SessionKind.ofCode(request.kind()).map(SessionKind::code).orElse("unknown");
  }

  private static String named(Outcome<IssuedSession> outcome) {
    return switch (outcome) {
      case Outcome.Done<IssuedSession> _ -> "issued";
      case Outcome.Refused<IssuedSession> refused ->
          refused.type().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    };
  }
}
