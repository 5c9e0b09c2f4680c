package dev.teambroker.cli.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.teambroker.cli.broker.Json;
import dev.teambroker.protocol.Enrolments;
import dev.teambroker.protocol.Problem;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.Sessions;
import dev.teambroker.protocol.SignIns;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A broker of a few lines: real TLS, real proofs, tokens that expire, codes that are good once. Any
 * six digits are a code, but {@link #WRONG_CODE}.
 */
public final class TestBroker implements AutoCloseable {
  public static final String WRONG_CODE = "000000";
  public static final String SECRET_KEY = "secret/of+the+session";
  private static final String NONCE = "test-nonce";

  private final HttpsServer server;
  private final TestAuthority authority;
  private final InstantSource clock;
  private final ProofCheck proofs = new ProofCheck();

  private final Map<String, String> deviceByToken = new ConcurrentHashMap<>();
  private final Map<String, Instant> expiryByToken = new ConcurrentHashMap<>();
  private final Set<String> refreshTokens = ConcurrentHashMap.newKeySet();
  private final Set<String> usedCodes = ConcurrentHashMap.newKeySet();
  private final Map<String, Reply> replies = new ConcurrentHashMap<>();
  private final Queue<Problem> sessionProblems = new ConcurrentLinkedQueue<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger sessions = new AtomicInteger();
  private final List<String> requests =
      java.util.Collections.synchronizedList(new java.util.ArrayList<>());

  private volatile Duration sessionLifetime = Duration.ofHours(1);
  private volatile @Nullable String sessionToken;
  private volatile boolean codeForEachSession;
  private volatile boolean codeSinceLastSession;
  private volatile @Nullable String enrollingDevice;
  private volatile boolean factorKnown;
  private @Nullable String confirmer = "bob";
  private final Set<String> devices = ConcurrentHashMap.newKeySet();

  /** A canned answer. */
  private record Reply(int status, String body) {}

  private TestBroker(TestAuthority authority, SSLContext tls, InstantSource clock)
      throws IOException {
    this.authority = authority;
    this.clock = clock;
    this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public static TestBroker start(InstantSource clock) {
    TestAuthority authority = new TestAuthority();
    return start(authority, authority.serverContext("localhost"), clock);
  }

  public static TestBroker start(TestAuthority pinned, SSLContext tls, InstantSource clock) {
    try {
      return new TestBroker(pinned, tls, clock);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  public String url() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  public String pin() {
    return authority.pin();
  }

  public String link() {
    return url() + "/enrol#pin=" + authority.pin() + "&code=invitation";
  }

  public TestBroker withSessionsFor(Duration lifetime) {
    sessionLifetime = lifetime;
    return this;
  }

  /** In place of one that AWS could have made. */
  public TestBroker withSessionToken(String token) {
    sessionToken = token;
    return this;
  }

  /** As a grant with an age of 0 has it. */
  public TestBroker demandingACodeForEachSession() {
    codeForEachSession = true;
    return this;
  }

  public TestBroker knowingTheFactorAlready() {
    factorKnown = true;
    return this;
  }

  /** Whose devices nobody has to confirm. */
  public TestBroker confirmingNobody() {
    confirmer = null;
    return this;
  }

  public TestBroker with(String method, String path, int status, @Nullable Object body) {
    replies.put(method + " " + path, new Reply(status, body == null ? "" : Json.pretty(body)));
    return this;
  }

  public TestBroker withText(String method, String path, String body) {
    replies.put(method + " " + path, new Reply(200, body));
    return this;
  }

  /** The next request for a session gets this problem. */
  public TestBroker refusingASession(
      ProblemType type, String detail, @Nullable Integer retryAfter) {
    sessionProblems.add(
        new Problem(
            type.uri(), type.title(), type.status(), detail, "r-1", null, null, null, retryAfter));
    return this;
  }

  public TestBroker withUsedCode(String code) {
    usedCodes.add(code);
    return this;
  }

  /** Ends all access tokens, or the refresh tokens as well. */
  public void forgetTokens(boolean refreshToo) {
    expiryByToken.clear();
    if (refreshToo) {
      refreshTokens.clear();
    }
  }

  public int sessionsIssued() {
    return sessions.get();
  }

  /** Each request that passed the check of its proof: method, path and body. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      answer(exchange);
    } catch (Refusal refusal) {
      problem(exchange, refusal.problem);
    } catch (GeneralSecurityException wrong) {
      problem(exchange, ProblemType.INVALID_PROOF, String.valueOf(wrong.getMessage()));
    } finally {
      exchange.close();
    }
  }

  private void answer(HttpExchange exchange) throws IOException, GeneralSecurityException, Refusal {
    String path = exchange.getRequestURI().toString();
    String method = exchange.getRequestMethod();
    String proof = exchange.getRequestHeaders().getFirst("DPoP");
    String token = token(exchange);
    exchange.getResponseHeaders().add("DPoP-Nonce", NONCE);
    if (proof == null) {
      throw new GeneralSecurityException("proof is missing");
    }
    if (!ProofCheck.nonce(proof).equals(NONCE)) {
      throw new Refusal(ProblemType.USE_DPOP_NONCE, "");
    }
    String target = url() + path.replaceAll("\\?.*", "");
    String device = proofs.check(proof, method, target, clock.instant(), token);
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add((method + " " + path + " " + body).strip());
    Object answer = route(method, path, body, device, token);
    if (answer instanceof Reply reply) {
      send(
          exchange,
          reply.status(),
          "application/json",
          reply.body().getBytes(StandardCharsets.UTF_8));
    } else {
      send(exchange, 200, "application/json", Json.write(answer));
    }
  }

  private Object route(
      String method, String path, String body, String device, @Nullable String token)
      throws Refusal {
    String request = method + " " + path;
    if (request.equals("POST /v1/enrolments")) {
      return enrolmentStarted(body, device);
    }
    if (request.equals("POST /v1/enrolments/e-1/codes")) {
      return enrolmentFinished(body, device);
    }
    if (request.equals("POST /v1/second-factor/recovery")) {
      return recoveryStarted(body, device);
    }
    if (request.equals("POST /v1/token")) {
      return newToken(form(body), device);
    }
    requireToken(device, token);
    return switch (request) {
      case "POST /v1/second-factor" -> {
        accept(Json.read(body.getBytes(StandardCharsets.UTF_8), Fields.class).code());
        yield new Reply(204, "");
      }
      case "DELETE /v1/sign-in" -> new Reply(204, "");
      case "GET /v1/me" ->
          new SignIns.Me("m-1", "alice", List.of(), List.of(), "d-1", "laptop", null);
      case "POST /v1/sessions" -> session();
      default -> {
        Reply reply = replies.get(request);
        if (reply == null) {
          throw new Refusal(ProblemType.NOT_FOUND, request);
        }
        yield reply;
      }
    };
  }

  private record Fields(
      @Nullable String invitationCode,
      @Nullable String recoveryCode,
      @Nullable String code,
      @Nullable String first,
      @Nullable String second) {}

  private Object enrolmentStarted(String body, String device) throws Refusal {
    Fields fields = Json.read(body.getBytes(StandardCharsets.UTF_8), Fields.class);
    if (!"invitation".equals(fields.invitationCode())) {
      throw new Refusal(ProblemType.INVITATION_REFUSED, "");
    }
    enrollingDevice = device;
    Secret otpauth = Secret.of("otpauth://totp/broker:alice?secret=JBSWY3DPEHPK3PXP");
    return new Enrolments.Started("e-1", "alice", "d-1", device, factorKnown ? null : otpauth);
  }

  private Object recoveryStarted(String body, String device) throws Refusal {
    Fields fields = Json.read(body.getBytes(StandardCharsets.UTF_8), Fields.class);
    if (!devices.contains(device) || !"recovery-1".equals(fields.recoveryCode())) {
      throw new Refusal(ProblemType.CODE_REFUSED, "");
    }
    enrollingDevice = device;
    Secret otpauth = Secret.of("otpauth://totp/broker:alice?secret=KRSXG5CTMVRXEZLU");
    return new Enrolments.Started("e-1", "alice", "d-1", device, otpauth);
  }

  private Object enrolmentFinished(String body, String device) throws Refusal {
    Fields fields = Json.read(body.getBytes(StandardCharsets.UTF_8), Fields.class);
    if (!device.equals(enrollingDevice)) {
      throw new Refusal(ProblemType.INVALID_PROOF, "another device");
    }
    accept(fields.first());
    if (!factorKnown) {
      accept(fields.second());
    }
    devices.add(device);
    List<Secret> codes =
        factorKnown ? List.of() : List.of(Secret.of("recovery-1"), Secret.of("recovery-2"));
    return new Enrolments.Finished(
        confirmer != null, confirmer, codes, confirmer == null ? tokenFor(device) : null);
  }

  private Object newToken(Map<String, String> form, String device) throws Refusal {
    if (!devices.contains(device)) {
      throw new Refusal(ProblemType.INVALID_PROOF, "not a device of a member");
    }
    if (SignIns.DEVICE_GRANT.equals(form.get("grant_type"))) {
      accept(form.get("code"));
    } else if (!refreshTokens.remove(String.valueOf(form.get("refresh_token")))) {
      throw new Refusal(ProblemType.INVALID_GRANT, "");
    }
    return tokenFor(device);
  }

  private SignIns.Token tokenFor(String device) {
    String access = "access-" + numbers.incrementAndGet();
    String refresh = "refresh-" + numbers.incrementAndGet();
    deviceByToken.put(access, device);
    expiryByToken.put(access, clock.instant().plusSeconds(300));
    refreshTokens.add(refresh);
    return new SignIns.Token(Secret.of(access), 300, Secret.of(refresh));
  }

  private void accept(@Nullable String code) throws Refusal {
    if (code == null || code.equals(WRONG_CODE)) {
      throw new Refusal(ProblemType.CODE_REFUSED, "");
    }
    if (!usedCodes.add(code)) {
      throw new Refusal(ProblemType.CODE_REPLAYED, "");
    }
    codeSinceLastSession = true;
  }

  private void requireToken(String device, @Nullable String token) throws Refusal {
    Instant expiry = token == null ? null : expiryByToken.get(token);
    if (expiry == null || !clock.instant().isBefore(expiry)) {
      throw new Refusal(ProblemType.SIGN_IN_REQUIRED, "");
    }
    if (!device.equals(deviceByToken.get(String.valueOf(token)))) {
      throw new Refusal(ProblemType.INVALID_PROOF, "token of another device");
    }
  }

  private Object session() throws Refusal {
    Problem problem = sessionProblems.poll();
    if (problem != null) {
      throw new Refusal(problem);
    }
    if (codeForEachSession && !codeSinceLastSession) {
      throw new Refusal(ProblemType.SECOND_FACTOR_REQUIRED, "");
    }
    codeSinceLastSession = false;
    int number = sessions.incrementAndGet();
    return new Sessions.Credentials(
        "ASIATEST" + number,
        Secret.of(SECRET_KEY),
        Secret.of(sessionToken == null ? "token-" + number : sessionToken),
        clock.instant().plus(sessionLifetime),
        "123456789012",
        null);
  }

  private static @Nullable String token(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return header == null ? null : header.substring("DPoP ".length());
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  private static void problem(HttpExchange exchange, ProblemType type, String detail)
      throws IOException {
    problem(exchange, new Refusal(type, detail).problem);
  }

  private static void problem(HttpExchange exchange, Problem problem) throws IOException {
    send(exchange, problem.status(), "application/problem+json", Json.write(problem));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Problem problem;

    Refusal(Problem problem) {
      this.problem = problem;
    }

    Refusal(ProblemType type, String detail) {
      this(
          new Problem(
              type.uri(), type.title(), type.status(), detail, "r-1", null, null, null, null));
    }
  }
}
