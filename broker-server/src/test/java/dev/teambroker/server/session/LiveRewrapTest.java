package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.server.secretstore.pkcs11.SoftHsm;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Replica;
import dev.teambroker.server.web.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Moving a running broker's secrets from one key-encryption key to another. */
class LiveRewrapTest {
  private static final SoftHsm TOKEN = SoftHsm.fresh().withKey("kek-1").withKey("kek-2");

  @Test
  void failsNoSessionAndEndsWithTheOldKeyRefused() throws Exception {
    try (Stage stage = new Stage()) {
      var user = stage.shared("deploy");
      String role = stage.role("Deployer", user);
      stage.grantsRole("deploy", stage.alice, role);
      stage.principal(stage.admin, stage.awsUser("manager").key());
      stage.asks(stage.alice, "deploy", "role").expect(200);

      moves(stage, "keystore", TOKEN.uri("kek-1"));
      moves(stage, TOKEN.uri("kek-1"), TOKEN.uri("kek-2"));

      assertThatThrownBy(
              () ->
                  stage.broker.another(
                      stage.database, stage.clock, options(stage, TOKEN.uri("kek-1"), "")))
          .hasStackTraceContaining("which a rewrap has retired");
      destroysTheOldKeyWhenNothingNeedsIt(stage);
    }
  }

  /** By a replica that has both keys, while its sessions are asked for. */
  private static void moves(Stage stage, String from, String to) throws Exception {
    try (Replica replica =
            stage.broker.another(stage.database, stage.clock, options(stage, to, from));
        var threads = Executors.newFixedThreadPool(2)) {
      AtomicBoolean ended = new AtomicBoolean();
      Callable<List<Answer>> asking =
          () -> {
            List<Answer> answers = new ArrayList<>();
            while (!ended.get()) {
              answers.add(
                  stage
                      .alice
                      .fresh(replica)
                      .post(
                          replica,
                          "/v1/sessions",
                          "{\"sharedUser\": \"deploy\", \"kind\": \"role\"}"));
            }
            return answers;
          };
      List<Future<List<Answer>>> members = new ArrayList<>();
      members.add(threads.submit(asking));
      Command rewrap = replica.bean("secret-store rewrap", Command.class);
      assertThat(rewrap.run(List.of())).isZero();
      ended.set(true);
      for (Future<List<Answer>> member : members) {
        assertThat(member.get()).isNotEmpty().allSatisfy(answer -> answer.expect(200));
      }
      assertThat(replica.bean("secret-store verify", Command.class).run(List.of())).isZero();
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(replica.bean("secret-store status", Command.class).run(List.of()))
                      .isZero());
      stage
          .alice
          .fresh(replica)
          .post(replica, "/v1/sessions", "{\"sharedUser\": \"deploy\", \"kind\": \"role\"}")
          .expect(200);
      assertThat(replica.bean("audit verify", Command.class).run(List.of())).isZero();
    }
  }

  private static void destroysTheOldKeyWhenNothingNeedsIt(Stage stage) throws Exception {
    try (Replica replica =
        stage.broker.another(stage.database, stage.clock, options(stage, TOKEN.uri("kek-2"), ""))) {
      Command destroy = replica.bean("secret-store ceremony destroy", Command.class);
      List<String> old = List.of(TOKEN.uri("kek-1"));
      assertThat(destroy.run(List.of(TOKEN.uri("kek-2")))).as("in use").isEqualTo(1);
      assertThat(destroy.run(old)).as("backups are kept").isEqualTo(1);
      assertThat(destroy.run(List.of())).as("misuse").isEqualTo(2);
      stage.clock.pass(Duration.ofDays(91));
      assertThat(destroy.run(old)).isZero();
      assertThat(destroy.run(old)).as("gone").isEqualTo(1);
    }
  }

  private static String[] options(Stage stage, String keys, String retiring) {
    Stream<String> store =
        Stream.of(
            "broker.web.member-rate=1000000/s",
            "broker.sessions.shared-user-rate=1000000/s",
            "broker.secret-store.keys=" + keys,
            "broker.secret-store.pkcs11.library=" + SoftHsm.MODULE,
            "broker.secret-store.pkcs11.timeout=20s",
            "broker.secret-store.pkcs11.pin-file=" + TOKEN.pinFile());
    Stream<String> old =
        retiring.isEmpty() ? Stream.of() : Stream.of("broker.secret-store.retiring=" + retiring);
    return Stream.of(Stream.of(stage.properties()), store, old)
        .flatMap(part -> part)
        .toArray(String[]::new);
  }
}
