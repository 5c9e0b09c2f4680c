package dev.teambroker.server.session;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Person;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;

/**
 * The real aws CLI of a member, who calls it again and again. Each call is a process that has a new
 * session: it asks this machine for one as it does in a container, and the member's device asks the
 * broker.
 */
final class AwsCli implements AutoCloseable {
  private static final String PROGRAM = "aws";

  private final Stage stage;
  private final Person member;
  private final String request;
  private final Path home;
  private final HttpServer credentials;
  private final AtomicInteger calls = new AtomicInteger();
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();

  AwsCli(Stage stage, Person member, String sharedUser, Path home) throws IOException {
    this.stage = stage;
    this.member = member;
    this.request = "{\"sharedUser\": \"" + sharedUser + "\", \"kind\": \"role\"}";
    this.home = home;
    this.credentials =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    credentials.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    credentials.createContext("/", this::hand);
    credentials.start();
  }

  /** Skips the test, or fails it with {@code BROKER_TESTS_REQUIRE=all}. */
  static void isNeeded() {
    boolean there =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
    if (!there && "all".equals(System.getenv("BROKER_TESTS_REQUIRE"))) {
      Assertions.fail("the aws CLI is not on the PATH");
    }
    Assumptions.assumeTrue(there, "the aws CLI is not on the PATH");
  }

  int calls() {
    return calls.get();
  }

  List<String> failed() {
    return List.copyOf(failed);
  }

  /** One call; what goes wrong is kept. */
  void calls(String arn) {
    try {
      Process process = builder().start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0 || !said.contains(arn)) {
        failed.add(said.strip());
      }
      calls.incrementAndGet();
    } catch (IOException e) {
      failed.add(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder =
        new ProcessBuilder(PROGRAM, "sts", "get-caller-identity", "--output", "text");
    Map<String, String> environment = builder.environment();
    String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
    environment.clear();
    environment.put("PATH", path);
    environment.put("HOME", home.toString());
    environment.put("AWS_DEFAULT_REGION", "us-east-1");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("AWS_ENDPOINT_URL_STS", stage.aws.endpoint().toString());
    environment.put(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "http://127.0.0.1:" + credentials.getAddress().getPort() + "/");
    return builder.redirectErrorStream(true);
  }

  private synchronized void hand(HttpExchange exchange) throws IOException {
    Answer answer = member.device().post(stage.broker, "/v1/sessions", request);
    if (answer.is(ProblemType.SIGN_IN_REQUIRED)) {
      member.device().refresh(stage.broker);
      answer = member.device().post(stage.broker, "/v1/sessions", request);
    }
    byte[] body =
        (answer.status() == 200 ? container(answer.json()) : answer.body())
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  private static String container(JsonNode session) {
    return """
    {"AccessKeyId": "%s", "SecretAccessKey": "%s", "Token": "%s", "Expiration": "%s"}"""
        .formatted(
            session.path("accessKeyId").asString(),
            session.path("secretAccessKey").asString(),
            session.path("sessionToken").asString(),
            session.path("expiration").asString());
  }

  @Override
  public void close() {
    credentials.stop(0);
  }
}
