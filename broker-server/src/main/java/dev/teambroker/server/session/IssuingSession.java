package dev.teambroker.server.session;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Sessions.Request;
import dev.teambroker.server.audit.Admission;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.Recorded;
import dev.teambroker.server.grant.SessionKind;
import dev.teambroker.server.grant.Wanted;
import dev.teambroker.server.signin.SignedIn;
import dev.teambroker.server.web.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * A member asks for a session. The request is on the record, durable, before anything is decided;
 * the decision rests on rows verified up to that record; what came of it, with the ledger's entry,
 * is durable before the credentials are answered, or they are dropped. Thread-safe.
 */
@Component
public class IssuingSession {
  private final AuditTrail trail;
  private final DecidingRows rows;
  private final ClearingRequest clearing;
  private final ObtainingSession obtaining;
  private final SessionRecords records;
  private final MeterRegistry metrics;

  IssuingSession(
      AuditTrail trail,
      DecidingRows rows,
      ClearingRequest clearing,
      ObtainingSession obtaining,
      SessionRecords records,
      MeterRegistry metrics) {
    this.trail = trail;
    this.rows = rows;
    this.clearing = clearing;
    this.obtaining = obtaining;
    this.records = records;
    this.metrics = metrics;
  }

  /** The session, which the caller closes, or why there is none. */
  public Outcome<IssuedSession> issue(SignedIn who, Request request) {
    Outcome<IssuedSession> outcome =
        switch (trail.record(SessionRequest.requested(request), who.proof(), null)) {
          case Admission.ProofReplayed _ ->
              Outcome.refused(
                  ProblemType.INVALID_PROOF, "This proof of the device's key was used before.");
          case Admission.Admitted(Recorded recorded) -> onRecord(recorded, who, request);
        };
    metrics
        .counter("broker.sessions", "kind", kind(request), "outcome", named(outcome))
        .increment();
    return outcome;
  }

  private Outcome<IssuedSession> onRecord(Recorded recorded, SignedIn who, Request request) {
    try {
      rows.upTo(recorded);
      return switch (cleared(who, request)) {
        case Outcome.Done<Cleared>(Cleared cleared) -> obtain(cleared);
        case Outcome.Refused<Cleared> refused -> records.refused(request, refused);
      };
    } catch (RuntimeException e) {
      records.failed(request, e);
      throw e;
    }
  }

  private Outcome<Cleared> cleared(SignedIn who, Request request) {
    return switch (SessionRequest.read(request)) {
      case Outcome.Refused<Wanted> malformed -> malformed.of();
      case Outcome.Done<Wanted>(Wanted wanted) -> clearing.clear(who, request, wanted);
    };
  }

  private Outcome<IssuedSession> obtain(Cleared cleared) {
    return switch (obtaining.obtain(cleared)) {
      case ObtainedSession.NotAsked(Outcome.Refused<?> why) -> records.refused(cleared, why);
      case ObtainedSession.Asked asked -> records.answered(cleared, asked);
    };
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
