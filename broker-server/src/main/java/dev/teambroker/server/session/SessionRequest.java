package dev.teambroker.server.session;

import dev.teambroker.protocol.Sessions.Request;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.grant.SessionKind;
import dev.teambroker.server.grant.Wanted;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Outcome;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a request for a session as it came over the wire. */
final class SessionRequest {
  private static final int LONGEST_ROLE = 2048;
  private static final int LONGEST_POLICY = 2048;
  private static final Pattern ROLE = Pattern.compile("arn:[a-z-]+:iam::\\d{12}:role/.{1,200}");

  private SessionRequest() {}

  static Outcome<Wanted> read(Request request) {
    SessionKind kind = SessionKind.ofCode(request.kind()).orElse(null);
    if (kind == null) {
      return Outcome.invalid("kind", "session, role or federation");
    }
    String role = request.role();
    if (role != null && (kind != SessionKind.ROLE || role.length() > LONGEST_ROLE)) {
      return Outcome.invalid("role", "an ARN, for kind role alone");
    }
    Integer seconds = request.durationSeconds();
    if (seconds != null && seconds < 900) {
      return Outcome.invalid("durationSeconds", "900 or more");
    }
    String policy = request.sessionPolicy();
    if (policy != null && (kind == SessionKind.SESSION || policy.length() > LONGEST_POLICY)) {
      return Outcome.invalid(
          "sessionPolicy", "a policy of up to 2048 characters, not for kind session");
    }
    return Outcome.done(
        new Wanted(kind, role, seconds == null ? null : Duration.ofSeconds(seconds), policy));
  }

  /** What was asked for, on the record before anything is decided. */
  static AuditEvent requested(Request request) {
    return AuditEvent.of("session.requested")
        .with("sharedUser", recordable(request.sharedUser(), SharedUser::isName))
        .with("kind", recordable(request.kind(), SessionRequest::isKind))
        .with("role", recordable(request.role(), ROLE.asMatchPredicate()))
        .with("durationSeconds", request.durationSeconds())
        .with("sessionPolicy", request.sessionPolicy() == null ? null : "narrowed");
  }

  /** What can't be meant isn't repeated: it may be a secret in the wrong place. */
  private static @Nullable String recordable(@Nullable String text, Predicate<String> form) {
    return text == null || form.test(text) ? text : "(malformed)";
  }

  private static boolean isKind(String code) {
    return SessionKind.ofCode(code).isPresent();
  }
}
