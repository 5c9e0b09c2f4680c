package dev.teambroker.server.session.web;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Sessions.Credentials;
import dev.teambroker.protocol.Sessions.Request;
import dev.teambroker.server.aws.SessionCredentials;
import dev.teambroker.server.session.IssuedSession;
import dev.teambroker.server.session.IssuingSession;
import dev.teambroker.server.signin.SignedIn;
import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.JsonBodies;
import dev.teambroker.server.web.Outcome;
import dev.teambroker.server.web.ProblemWriter;
import dev.teambroker.server.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /v1/sessions}. */
@RestController
class SessionController {
  private final IssuingSession issuing;
  private final JsonBodies bodies;
  private final ProblemWriter problems;

  SessionController(IssuingSession issuing, JsonBodies bodies, ProblemWriter problems) {
    this.issuing = issuing;
    this.bodies = bodies;
    this.problems = problems;
  }

  @Endpoint(
      value = "Issues a session",
      reads = Request.class,
      answer = Credentials.class,
      problems = {
        ProblemType.GRANT_MISSING,
        ProblemType.STOPPED,
        ProblemType.UNGUARDED,
        ProblemType.LIMIT_EXCEEDED,
        ProblemType.SECOND_FACTOR_REQUIRED,
        ProblemType.MFA_CODE_UNAVAILABLE,
        ProblemType.AWS_REFUSED,
        ProblemType.AWS_UNAVAILABLE,
        ProblemType.CONFLICT,
        ProblemType.STORAGE_FULL
      })
  @PostMapping(
      value = "/v1/sessions",
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  void issue(
      @AuthenticationPrincipal SignedIn who,
      HttpServletRequest exchange,
      HttpServletResponse response)
      throws IOException {
    switch (issuing.issue(who, bodies.read(exchange, Request.class))) {
      case Outcome.Done<IssuedSession>(IssuedSession session) ->
          bodies.write(response, wire(WipingSessions.untilAnswered(exchange, session)));
      case Outcome.Refused<IssuedSession> refused ->
          problems.write(response, Problems.refused(refused));
    }
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
