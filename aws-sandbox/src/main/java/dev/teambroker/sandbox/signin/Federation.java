package dev.teambroker.sandbox.signin;

import static dev.teambroker.sandbox.setting.Enforcement.SIGNIN_CREDENTIALS;
import static dev.teambroker.sandbox.setting.Enforcement.SIGNIN_DURATION_OF_CHAINED_ROLE;
import static dev.teambroker.sandbox.setting.Enforcement.SIGNIN_DURATION_OF_FEDERATION;
import static dev.teambroker.sandbox.setting.Enforcement.SIGNIN_DURATION_RANGE;
import static dev.teambroker.sandbox.setting.Enforcement.SIGNIN_SESSION_KIND;
import static dev.teambroker.sandbox.setting.Enforcement.SIGNIN_TOKEN_AGE;

import dev.teambroker.sandbox.account.Credential;
import dev.teambroker.sandbox.account.FederatedSession;
import dev.teambroker.sandbox.account.RoleSession;
import dev.teambroker.sandbox.account.Session;
import dev.teambroker.sandbox.account.UserSession;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Caller;
import dev.teambroker.sandbox.call.Environment;
import dev.teambroker.sandbox.call.Recorder;
import dev.teambroker.sandbox.http.HttpAnswer;
import dev.teambroker.sandbox.http.HttpRequest;
import dev.teambroker.sandbox.setting.Delay;
import dev.teambroker.sandbox.setting.Settings;
import dev.teambroker.sandbox.trail.EventDraft;
import dev.teambroker.sandbox.wire.AwsError;
import dev.teambroker.sandbox.wire.Parameters;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The federation endpoint: session credentials in, a sign-in token out; a sign-in token in, the
 * console out. Sessions of roles and of GetFederationToken only.
 */
public final class Federation {
  private record Issued(Session session, Instant at) {}

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MIN_SECONDS = 900;
  private static final int MAX_SECONDS = 43_200;

  private final Environment environment;
  private final Map<String, Issued> tokens = new ConcurrentHashMap<>();

  public Federation(Environment environment) {
    this.environment = environment;
  }

  public HttpAnswer.Full answer(HttpRequest request, String requestId) {
    try {
      String form = request.method().equals("GET") ? request.query() : request.bodyText();
      Parameters given = Parameters.ofForm(form, environment.settings());
      return switch (given.raw("Action").orElse("")) {
        case "getSigninToken" -> signinToken(given);
        case "login" -> login(given, request, requestId);
        default -> throw bad("Action is getSigninToken or login");
      };
    } catch (AwsError refusal) {
      return refusal(refusal);
    }
  }

  /** This endpoint has no error codes, only a page. */
  public static HttpAnswer.Full refusal(AwsError refusal) {
    return HttpAnswer.text(
        refusal.status(), "text/html", "<html><body>" + refusal.text() + "</body></html>");
  }

  private HttpAnswer.Full signinToken(Parameters given) {
    Session session = session(given);
    checkDuration(given, session);
    String token = UUID.randomUUID() + "-" + UUID.randomUUID();
    tokens.put(token, new Issued(session, environment.clock().instant()));
    return HttpAnswer.text(
        200, "application/json", JSON.writeValueAsString(Map.of("SigninToken", token)));
  }

  private Session session(Parameters given) {
    JsonNode json = parsed(given.raw("Session").orElseThrow(() -> bad("Session is missing")));
    Credential credential =
        environment
            .world()
            .credential(json.path("sessionId").asString(""))
            .orElseThrow(() -> bad("Invalid credentials"));
    Settings settings = environment.settings();
    if (!(credential instanceof Session session)) {
      throw bad("Long-term credentials can't sign in");
    }
    boolean matches =
        session.secret().equals(json.path("sessionKey").asString(""))
            && session.token().equals(json.path("sessionToken").asString(""))
            && environment.clock().instant().isBefore(session.expiresAt());
    settings.refuse(SIGNIN_CREDENTIALS, !matches, () -> bad("Invalid credentials"));
    settings.refuse(
        SIGNIN_SESSION_KIND,
        session instanceof UserSession,
        () -> bad("Credentials of GetSessionToken can't sign in"));
    return session;
  }

  private void checkDuration(Parameters given, Session session) {
    Optional<String> duration = given.raw("SessionDuration");
    if (duration.isEmpty()) {
      return;
    }
    Settings settings = environment.settings();
    boolean inRange =
        duration.get().matches("[0-9]{1,6}")
            && Integer.parseInt(duration.get()) >= MIN_SECONDS
            && Integer.parseInt(duration.get()) <= MAX_SECONDS;
    settings.refuse(
        SIGNIN_DURATION_RANGE, !inRange, () -> bad("SessionDuration is 900 to 43200 seconds"));
    settings.refuse(
        SIGNIN_DURATION_OF_FEDERATION,
        session instanceof FederatedSession,
        () -> bad("SessionDuration can't be set for credentials of GetFederationToken"));
    settings.refuse(
        SIGNIN_DURATION_OF_CHAINED_ROLE,
        session instanceof RoleSession role && role.chained(),
        () -> bad("SessionDuration can't be set for a chained role"));
  }

  private HttpAnswer.Full login(Parameters given, HttpRequest request, String requestId) {
    String destination = given.raw("Destination").orElseThrow(() -> bad("Destination is missing"));
    Issued issued =
        Optional.ofNullable(tokens.get(given.raw("SigninToken").orElse("")))
            .orElseThrow(() -> bad("The sign-in token is invalid"));
    Instant now = environment.clock().instant();
    environment
        .settings()
        .refuse(
            SIGNIN_TOKEN_AGE,
            now.isAfter(issued.at().plus(environment.settings().get(Delay.SIGNIN_TOKEN))),
            () -> bad("The sign-in token has expired"));
    log(given, issued.session(), request, requestId);
    return HttpAnswer.text(302, "text/html", "").with("Location", destination);
  }

  private void log(Parameters given, Session session, HttpRequest request, String requestId) {
    Call.Origin origin =
        new Call.Origin(
            "us-east-1", request.source(), request.header("user-agent").orElse(""), requestId);
    EventDraft event = new EventDraft().answered("ConsoleLogin", "Success");
    Recorder.record(
        new Call(
            environment, new Caller(session), given, origin, environment.clock().instant(), event),
        new Recorder.Called("signin.amazonaws.com", "ConsoleLogin", false),
        Optional.empty());
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JacksonException e) {
      throw bad("Session is no JSON");
    }
  }

  private static AwsError bad(String message) {
    return new AwsError(400, "BadRequest", message);
  }
}
