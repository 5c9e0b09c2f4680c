package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.server.secretstore.kms.KmsOfSandbox;
import dev.teambroker.server.secretstore.pkcs11.SoftHsm;
import dev.teambroker.server.secretstore.vault.FakeVault;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Replica;
import dev.teambroker.server.web.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moving a running broker's secrets through every kind of key-encryption key. */
class LiveRewrapTest {
  private static final SoftHsm TOKEN = SoftHsm.fresh().withKey("kek-1").withKey("kek-2");
  private static final FakeVault VAULT = FakeVault.start();
  private static final List<String> OF_VAULT = VAULT.options("kek");
  private static final String IN_VAULT = "vault:transit/kek";

  @TempDir private Path folder;

  @AfterAll
  static void stop() {
    VAULT.close();
  }

  @Test
  void failsNoSessionAndEndsWithTheOldKeysRefused() throws Exception {
    try (Stage stage = new Stage()) {
      var user = stage.shared("deploy");
      String role = stage.role("Deployer", user);
      stage.grantsRole("deploy", stage.alice, role);
      stage.principal(stage.admin, stage.awsUser("manager").key());
      stage.asks(stage.alice, "deploy", "role").expect(200);
      String inKms = KmsOfSandbox.name(KmsOfSandbox.key(stage.aws));

      moves(stage, "keystore", TOKEN.uri("kek-1"));
      moves(stage, TOKEN.uri("kek-1"), TOKEN.uri("kek-2"));
      moves(stage, TOKEN.uri("kek-2"), inKms);
      moves(stage, inKms, IN_VAULT);
      makesAnotherKeystore(stage);
      moves(stage, IN_VAULT, "keystore", anotherKeystore());

      assertRetired(stage, TOKEN.uri("kek-1"));
      assertRetired(stage, inKms);
      assertRetired(stage, IN_VAULT);
      destroysOldKeysWhenNothingNeedsThem(stage, TOKEN.uri("kek-1"), IN_VAULT);
    }
  }

  /** By a replica that has both keys, while its sessions are asked for. */
  private static void moves(Stage stage, String from, String to, String... more) throws Exception {
    try (Replica replica = replica(stage, to, from, more);
        var threads = Executors.newFixedThreadPool(2)) {
      AtomicBoolean ended = new AtomicBoolean();
      Callable<List<Answer>> asking =
          () -> {
            List<Answer> answers = new ArrayList<>();
            while (!ended.get()) {
              answers.add(session(stage, replica));
            }
            return answers;
          };
      Future<List<Answer>> member = threads.submit(asking);
      Command rewrap = replica.bean("secret-store rewrap", Command.class);
      assertThat(rewrap.run(List.of())).isZero();
      ended.set(true);
      assertThat(member.get()).isNotEmpty().allSatisfy(answer -> answer.expect(200));
      System.out.printf(
          "rewrap %s -> %s: %d sessions, none failed%n", from, to, member.get().size());
      assertThat(replica.bean("secret-store verify", Command.class).run(List.of())).isZero();
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(replica.bean("secret-store status", Command.class).run(List.of()))
                      .isZero());
      session(stage, replica).expect(200);
      assertThat(replica.bean("audit verify", Command.class).run(List.of())).isZero();
    }
  }

  private static Answer session(Stage stage, Replica replica) {
    return stage
        .alice
        .fresh(replica)
        .post(replica, "/v1/sessions", "{\"sharedUser\": \"deploy\", \"kind\": \"role\"}");
  }

  private void makesAnotherKeystore(Stage stage) throws Exception {
    try (Replica replica = replica(stage, IN_VAULT, "", anotherKeystore())) {
      Command create = replica.bean("secret-store ceremony create", Command.class);
      assertThat(create.run(List.of("keystore"))).isZero();
    }
  }

  private String[] anotherKeystore() {
    return new String[] {
      "broker.secret-store.keystore.file=" + folder.resolve("another.p12"),
      "broker.secret-store.keystore.passphrase-file=" + folder.resolve("another.passphrase")
    };
  }

  private static void assertRetired(Stage stage, String key) {
    assertThatThrownBy(() -> replica(stage, key, "").close())
        .hasStackTraceContaining("which a rewrap has retired");
  }

  private void destroysOldKeysWhenNothingNeedsThem(Stage stage, String... old) throws Exception {
    try (Replica replica = replica(stage, "keystore", "", anotherKeystore())) {
      Command destroy = replica.bean("secret-store ceremony destroy", Command.class);
      assertThat(destroy.run(List.of("keystore"))).as("in use").isEqualTo(1);
      assertThat(destroy.run(List.of())).as("misuse").isEqualTo(2);
      for (String key : old) {
        assertThat(destroy.run(List.of(key))).as("backups are kept").isEqualTo(1);
      }
      stage.clock.pass(Duration.ofDays(91));
      for (String key : old) {
        assertThat(destroy.run(List.of(key))).isZero();
        assertThat(destroy.run(List.of(key))).as("gone").isEqualTo(1);
      }
    }
  }

  private static Replica replica(Stage stage, String keys, String retiring, String... more) {
    List<String> options = new ArrayList<>(List.of(stage.properties()));
    options.add("broker.web.member-rate=1000000/s");
    options.add("broker.sessions.shared-user-rate=1000000/s");
    options.add("broker.aws.identity=web-identity");
    options.add("broker.secret-store.keys=" + keys);
    options.add("broker.secret-store.pkcs11.library=" + SoftHsm.MODULE);
    options.add("broker.secret-store.pkcs11.timeout=20s");
    options.add("broker.secret-store.pkcs11.pin-file=" + TOKEN.pinFile());
    options.add("broker.secret-store.kms.timeout=20s");
    options.add("broker.secret-store.vault.timeout=20s");
    options.addAll(OF_VAULT);
    if (!retiring.isEmpty()) {
      options.add("broker.secret-store.retiring=" + retiring);
    }
    options.addAll(List.of(more));
    return stage.broker.another(
        stage.database,
        stage.clock,
        KmsOfSandbox.identity(stage.aws),
        options.toArray(String[]::new));
  }
}
