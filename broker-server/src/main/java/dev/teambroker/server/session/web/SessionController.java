package dev.teambroker.server.session.web;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Sessions.Credentials;
import dev.teambroker.protocol.Sessions.Request;
import dev.teambroker.server.aws.SessionCredentials;
import dev.teambroker.server.session.IssuedSession;
import dev.teambroker.server.session.IssuingSession;
import dev.teambroker.server.signin.SignedIn;
import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.time.temporal.ChronoUnit;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/sessions}. */
@RestController
class SessionController {
  private final IssuingSession issuing;

  SessionController(IssuingSession issuing) {
    this.issuing = issuing;
  }

  @Endpoint(
      value = "Issues a session",
      answer = Credentials.class,
      problems = {
        ProblemType.GRANT_MISSING,
        ProblemType.STOPPED,
        ProblemType.LIMIT_EXCEEDED,
        ProblemType.SECOND_FACTOR_REQUIRED,
        ProblemType.MFA_CODE_UNAVAILABLE,
        ProblemType.AWS_REFUSED,
        ProblemType.AWS_UNAVAILABLE,
        ProblemType.CONFLICT,
        ProblemType.STORAGE_FULL
      })
  @PostMapping("/v1/sessions")
  ResponseEntity<?> issue(
      @AuthenticationPrincipal SignedIn who,
      @RequestBody Request request,
      HttpServletRequest exchange) {
    return Problems.answer(
        issuing
            .issue(who, request)
            .map(session -> WipingSessions.untilAnswered(exchange, session))
            .map(SessionController::wire));
  }

  private static Credentials wire(IssuedSession session) {
    SessionCredentials credentials = session.credentials();
    return new Credentials(
        credentials.accessKeyId(),
        credentials.secretAccessKey(),
        credentials.sessionToken(),
        credentials.expiration().truncatedTo(ChronoUnit.SECONDS),
        session.account(),
        credentials.assumedArn());
  }
}
