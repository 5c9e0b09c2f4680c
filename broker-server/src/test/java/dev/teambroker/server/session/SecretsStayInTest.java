package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.SandboxKey;
import dev.teambroker.sandbox.SandboxMfaDevice;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.SecretSearch;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker at its most talkative plays the whole main job; then every place is searched for every
 * secret that it has had.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecretsStayInTest {
  private static final int SESSIONS = 10;

  private final SecretSearch everySecret = new SecretSearch();
  private final SecretSearch longTermSecrets = new SecretSearch();
  private final List<String> problems = new ArrayList<>();
  private ProcessScene scene;

  @BeforeAll
  void playsTheMainJob() {
    scene = new ProcessScene("logging.level.root=trace");
    SandboxUser user = scene.awsUser("deploy");
    SandboxKey first = user.key();
    scene.imports(scene.owner, "deploy", first).expect(201);
    SandboxKey second = user.key();
    replacedBy(second);
    SandboxMfaDevice device = user.mfaDevice("phone");
    scene.nextStep();
    scene.putsMfaDevice("deploy", device).expect(200);
    List.of(first, second).forEach(this::longTerm);
    seed(device.base32Seed());
    asksForSessions(scene.role("reader", user));
    isRefused(first);
    for (Person person : List.of(scene.admin, scene.owner, scene.alice, scene.bob)) {
      membersSecrets(person);
    }
  }

  private void replacedBy(SandboxKey key) {
    scene
        .owner
        .fresh(scene.broker)
        .put(
            scene.broker,
            "/v1/shared-users/deploy/access-key",
            """
            {"accessKeyId": "%s", "secretAccessKey": "%s"}"""
                .formatted(key.id(), key.secret()))
        .expect(200);
  }

  private void asksForSessions(String role) {
    scene.grantsRole("deploy", scene.alice, role);
    scene.grant("deploy", "{\"kind\": \"session\", \"member\": \"alice\"}");
    scene.grant(
        "deploy",
        """
        {"kind": "federation", "member": "alice", "sessionPolicy": "%s"}"""
            .formatted(
                "{'Statement': [{'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*'}]}"
                    .replace("'", "\\\"")));
    for (int i = 0; i < SESSIONS; i++) {
      session("role");
      session("federation");
    }
    scene.nextStep();
    session("session");
  }

  private void session(String kind) {
    Answer session = scene.asks(scene.alice, "deploy", kind).expect(200);
    everySecret
        .seek("a session's secret key", session.text("secretAccessKey"))
        .seek("a session's token", session.text("sessionToken"));
  }

  /** Secrets in places where they don't belong. */
  private void isRefused(SandboxKey key) {
    problem(scene.imports(scene.owner, "another", key.id(), key.secret()), ProblemType.CONFLICT);
    problem(
        scene.asks(scene.owner, "{\"sharedUser\": {\"secretAccessKey\": \"" + key.secret() + "\"}"),
        ProblemType.INVALID_REQUEST);
    problem(
        scene.asks(scene.owner, "{\"" + key.secret() + "\": \"x\"}"), ProblemType.INVALID_REQUEST);
    problem(
        scene.asks(scene.owner, "{\"sharedUser\": \"deploy\", \"kind\": \"" + key.secret() + "\"}"),
        ProblemType.INVALID_REQUEST);
  }

  private void problem(Answer answer, ProblemType type) {
    problems.add(answer.expect(type).body());
  }

  private void longTerm(SandboxKey key) {
    for (SecretSearch search : List.of(everySecret, longTermSecrets)) {
      search.seek("the shared user's key", key.secret());
    }
  }

  private void seed(String base32) {
    for (SecretSearch search : List.of(everySecret, longTermSecrets)) {
      search.seek("a seed", base32);
    }
  }

  private void membersSecrets(Person person) {
    seed(person.app().base32Seed());
    person.recoveryCodes().forEach(code -> everySecret.seek("a recovery code", code));
    everySecret.seek("a refresh token", person.device().refreshToken());
    everySecret.seek("an access token", String.valueOf(person.device().accessToken()));
  }

  @AfterAll
  void ends() {
    scene.close();
  }

  @Test
  void noneStandsInTheLog() {
    assertThat(scene.broker.log()).isNotEmptyFile();
    assertThat(everySecret.foundIn(scene.broker.log())).isEmpty();
  }

  @Test
  void noneStandsInAProblem() {
    assertThat(problems).allSatisfy(body -> assertThat(everySecret.foundIn(body)).isEmpty());
  }

  @Test
  void noneStandsInTheProcesssEnvironmentOrArguments() throws IOException {
    Path process = Path.of("/proc", Long.toString(scene.broker.pid()));
    assertThat(everySecret.foundIn(Files.readString(process.resolve("cmdline")))).isEmpty();
    assertThat(everySecret.foundIn(Files.readString(process.resolve("environ")))).isEmpty();
  }

  @Test
  void noneStandsInTheDatabasesFilesNorItsWriteAheadLog() {
    TestDatabase.checkpoint();
    assertThat(everySecret.foundIn(TestDatabase.files())).isEmpty();
  }

  @Test
  void noLongTermSecretIsAliveInMemory(@TempDir Path folder) {
    Path dump = folder.resolve("live.hprof");
    scene.broker.dumpHeap(dump);
    SecretSearch control =
        new SecretSearch().seek("the database's URL", scene.database.serviceLogin().url());
    assertThat(control.foundIn(dump)).isNotEmpty();
    assertThat(longTermSecrets.foundIn(dump)).isEmpty();
  }
}
