package dev.teambroker.server.session;

import dev.teambroker.protocol.Sessions.Request;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditUnavailable;
import dev.teambroker.server.audit.LedgerRow;
import dev.teambroker.server.audit.RowRejected;
import dev.teambroker.server.audit.Undertaking;
import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsProblems;
import dev.teambroker.server.aws.SessionCredentials;
import dev.teambroker.server.grant.SessionKind;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.session.ObtainedSession.Asked;
import dev.teambroker.server.web.Outcome;
import dev.teambroker.server.web.RequestContext;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Puts on record what became of a request: issued, refused, failed, or outcome unknown. Each is
 * durable before it returns. Thread-safe.
 */
@Component
class SessionRecords {
  private static final Logger LOG = LoggerFactory.getLogger(SessionRecords.class);

  private final InstantSource clock;

  SessionRecords(InstantSource clock) {
    this.clock = clock;
  }

  /** Refused before it was known what it is about. */
  Outcome<IssuedSession> refused(Undertaking begun, Request request, Outcome.Refused<?> why) {
    begun.end(
        refusal(AuditEvent.of("session.refused").with("kind", about(request.kind())), why), null);
    return why.of();
  }

  /** Refused though a grant covers it. */
  Outcome<IssuedSession> refused(Undertaking begun, Cleared cleared, Outcome.Refused<?> why) {
    begun.end(refusal(about("session.refused", cleared), why), null);
    return why.of();
  }

  /** AWS was asked, and did it, refused, or gave no clear answer. */
  Outcome<IssuedSession> answered(Undertaking begun, Cleared cleared, Asked asked) {
    return switch (asked.answer()) {
      case AwsAnswer.Answered<SessionCredentials>(SessionCredentials credentials) ->
          issued(begun, cleared, credentials, asked.parentAccessKeyId());
      case AwsAnswer.Refused<SessionCredentials> refused ->
          failed(
              begun,
              asked,
              about("session.failed", cleared)
                  .with("awsCode", refused.code())
                  .with("reason", refused.why()));
      case AwsAnswer.NotReached<SessionCredentials>(String why) ->
          failed(begun, asked, about("session.failed", cleared).with("reason", why));
      case AwsAnswer.Unknown<SessionCredentials>(String why) ->
          failed(begun, asked, about("session.outcome-unknown", cleared).with("reason", why));
    };
  }

  /** It was stopped while AWS was asked: what AWS gave, if it did, is dropped. */
  Optional<Outcome<IssuedSession>> withheld(
      Undertaking begun, Cleared cleared, Asked asked, Outcome.Refused<?> why) {
    if (!(asked.answer()
        instanceof AwsAnswer.Answered<SessionCredentials>(SessionCredentials credentials))) {
      return Optional.empty();
    }
    credentials.close();
    begun.end(
        refusal(about("session.withheld", cleared), why)
            .with("accessKeyId", credentials.accessKeyId())
            .with("parentAccessKeyId", asked.parentAccessKeyId()),
        null);
    return Optional.of(why.of());
  }

  /** Something broke; what broke it is thrown on, so a failing record is only logged. */
  void failed(Undertaking begun, Request request, RuntimeException cause) {
    if (cause instanceof AuditUnavailable) {
      return;
    }
    String action = cause instanceof RowRejected ? "session.refused" : "session.failed";
    try {
      begun.end(
          AuditEvent.of(action)
              .with("kind", about(request.kind()))
              .with("reason", cause.getClass().getSimpleName()),
          null);
    } catch (AuditUnavailable e) {
      LOG.error("neither the session nor the record of its failure could be made", e);
    }
  }

  private Outcome<IssuedSession> failed(Undertaking begun, Asked asked, AuditEvent event) {
    begun.end(event.with("parentAccessKeyId", asked.parentAccessKeyId()), null);
    return AwsProblems.of(asked.answer());
  }

  private Outcome<IssuedSession> issued(
      Undertaking begun,
      Cleared cleared,
      SessionCredentials credentials,
      String parentAccessKeyId) {
    try {
      begun.end(
          about("session.issued", cleared)
              .with("accessKeyId", credentials.accessKeyId())
              .with("parentAccessKeyId", parentAccessKeyId)
              .with("assumedArn", credentials.assumedArn())
              .with("durationSeconds", cleared.permitted().duration().toSeconds())
              .with("expiration", credentials.expiration()),
          entry(cleared, credentials, parentAccessKeyId));
    } catch (RuntimeException e) {
      credentials.close();
      throw e;
    }
    return Outcome.done(new IssuedSession(credentials, cleared.user().account()));
  }

  private LedgerRow entry(
      Cleared cleared, SessionCredentials credentials, String parentAccessKeyId) {
    RequestContext context = RequestContext.CURRENT.get();
    return new LedgerRow(
        credentials.accessKeyId(),
        cleared.member().id(),
        cleared.member().name(),
        cleared.who().device().value(),
        cleared.who().deviceName(),
        cleared.user().id(),
        cleared.user().account(),
        cleared.grant().terms().kind().code(),
        cleared.grant().id(),
        parentAccessKeyId,
        credentials.assumedArn(),
        Times.now(clock),
        credentials.expiration(),
        context.requestId(),
        context.sourceAddress());
  }

  private static AuditEvent about(String action, Cleared cleared) {
    return AuditEvent.of(action)
        .with("sharedUser", cleared.user().name())
        .with("sharedUserId", cleared.user().id())
        .with("kind", cleared.grant().terms().kind().code())
        .with("grantId", cleared.grant().id());
  }

  private static AuditEvent refusal(AuditEvent event, Outcome.Refused<?> why) {
    return event
        .with("problem", why.type())
        .with("limit", why.limit())
        .with("awsCode", why.awsCode());
  }

  private static String about(String kind) {
    return SessionKind.ofCode(kind).isPresent() ? kind : "unknown";
  }
}
