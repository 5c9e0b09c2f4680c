package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.SandboxKmsKey;
import dev.teambroker.server.secretstore.kms.KmsOfSandbox;
import dev.teambroker.server.secretstore.pkcs11.SoftHsm;
import dev.teambroker.server.secretstore.vault.FakeVault;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Keys whose service is slow, silent, gone, sealed, throttled or denies: each request ends in its
 * time, the member learns nothing but that, the operator learns why, and nothing is restarted.
 */
class TroubledKeysTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration IN_TIME = TIMEOUT.plusSeconds(3);

  private static final SoftHsm TOKEN = SoftHsm.fresh().withKey("kek");
  private static final FakeVault VAULT = FakeVault.start();
  private static final TcpProxy PROXY = TcpProxy.before(VAULT.port());
  private static Stage stage;
  private static SandboxKmsKey inKms;

  @BeforeAll
  static void start() {
    stage = new Stage();
    var user = stage.shared("deploy");
    stage.grantsRole("deploy", stage.alice, stage.role("Deployer", user));
    inKms = KmsOfSandbox.key(stage.aws);
  }

  @AfterAll
  static void stop() {
    stage.close();
    PROXY.close();
    VAULT.close();
  }

  @AfterEach
  void endTroubles() {
    PROXY.set(TcpProxy.Mode.PASSES);
    VAULT.unseal();
    inKms.enable();
    stage.aws.clearFaults();
  }

  @Test
  void ofVaultAreToldApartAndGoOnByThemselves() throws Exception {
    try (Replica broker = under("vault:transit/kek")) {
      assertIssues(broker);
      PROXY.set(TcpProxy.Mode.KEEPS_SILENT);
      assertRefuses(broker, "can't be asked: ");
      PROXY.set(TcpProxy.Mode.PASSES);
      assertIssues(broker);

      PROXY.set(TcpProxy.Mode.RESETS);
      assertRefuses(broker, "can't be asked: ");
      PROXY.set(TcpProxy.Mode.PASSES);
      assertIssues(broker);

      PROXY.set(TcpProxy.Mode.IS_SLOW);
      assertRefuses(broker, "can't be asked: ");
      PROXY.set(TcpProxy.Mode.PASSES);
      assertIssues(broker);

      VAULT.seal();
      assertRefuses(broker, "is sealed: its operators unseal it");
      VAULT.unseal();
      assertIssues(broker);
    }
  }

  @Test
  void ofKmsAreToldApartAndGoOnByThemselves() throws Exception {
    try (Replica broker = under(KmsOfSandbox.name(inKms))) {
      assertIssues(broker);
      inKms.disable();
      assertRefuses(broker, "is disabled: aws kms enable-key enables it");
      inKms.enable();
      assertIssues(broker);

      stage.aws.next("Decrypt").always().throttled();
      assertRefuses(broker, "KMS throttles account");
      stage.aws.clearFaults();
      assertIssues(broker);

      stage.aws.next("Decrypt").always().timesOut(Duration.ofSeconds(20));
      assertRefuses(broker, "KMS in eu-central-1");
      stage.aws.clearFaults();
      assertIssues(broker);
    }
  }

  @Test
  void ofOneOfTwoServicesDelayOneRequestAndAreAWarning() throws Exception {
    try (Replica broker = under("vault:transit/kek," + KmsOfSandbox.name(inKms))) {
      assertIssues(broker);
      PROXY.set(TcpProxy.Mode.KEEPS_SILENT);
      assertIssues(broker);
      long begun = System.nanoTime();
      assertIssues(broker);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).as("asked last").isLessThan(TIMEOUT);
      Health health = health(broker);
      assertThat(health.getStatus()).isEqualTo(Status.UP);
      assertThat(health.getDetails().toString()).contains("warning vault/transit/kek");
    }
  }

  @Test
  void ofKmsLeaveEverythingToATokenBesideIt() throws Exception {
    try (Replica broker = under(KmsOfSandbox.name(inKms) + "," + TOKEN.uri("kek"))) {
      assertIssues(broker);
      inKms.disable();
      assertIssues(broker);
      Health health = health(broker);
      assertThat(health.getStatus()).isEqualTo(Status.UP);
      assertThat(health.getDetails().toString()).contains("is disabled: aws kms enable-key");
    }
  }

  private static void assertIssues(Replica broker) {
    asked(broker).expect(200);
  }

  private static void assertRefuses(Replica broker, String why) {
    long begun = System.nanoTime();
    Answer answer = asked(broker).expect(ProblemType.UNAVAILABLE);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(IN_TIME);
    assertThat(answer.body()).doesNotContainIgnoringCase("vault").doesNotContain("KMS", "kms");
    Health health = health(broker);
    assertThat(health.getStatus()).isEqualTo(Status.DOWN);
    assertThat(String.valueOf(health.getDetails().get("why"))).contains(why);
  }

  private static Health health(Replica broker) {
    return Objects.requireNonNull(
        broker.bean("secretStoreHealthIndicator", HealthIndicator.class).health(true));
  }

  private static Answer asked(Replica broker) {
    return stage
        .alice
        .fresh(broker)
        .post(broker, "/v1/sessions", "{\"sharedUser\": \"deploy\", \"kind\": \"role\"}");
  }

  /** A replica whose records are all under these keys. */
  private static Replica under(String keys) throws Exception {
    List<String> options = new ArrayList<>(List.of(stage.properties()));
    options.addAll(VAULT.options("kek"));
    options.removeIf(option -> option.startsWith("broker.secret-store.vault.address="));
    options.add("broker.secret-store.vault.address=https://localhost:" + PROXY.port());
    options.add("broker.secret-store.vault.timeout=" + TIMEOUT.toMillis() + "ms");
    options.add("broker.secret-store.kms.timeout=" + TIMEOUT.toMillis() + "ms");
    options.add("broker.secret-store.pkcs11.library=" + SoftHsm.MODULE);
    options.add("broker.secret-store.pkcs11.timeout=20s");
    options.add("broker.secret-store.pkcs11.pin-file=" + TOKEN.pinFile());
    options.add("broker.aws.identity=web-identity");
    options.add("broker.web.member-rate=1000000/s");
    options.add("broker.secret-store.keys=keystore," + keys);
    moved(options);
    options.removeLast();
    options.add("broker.secret-store.keys=" + keys);
    return replica(options);
  }

  private static void moved(List<String> options) throws Exception {
    try (Replica both = replica(options)) {
      assertThat(
              both.bean("secret-store rewrap", dev.teambroker.server.web.Command.class)
                  .run(List.of()))
          .isZero();
    }
  }

  private static Replica replica(List<String> options) {
    return stage.broker.another(
        stage.database,
        stage.clock,
        KmsOfSandbox.identity(stage.aws),
        options.toArray(String[]::new));
  }
}
