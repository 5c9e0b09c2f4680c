package dev.teambroker.server.secretstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.RunningBroker;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.secretstore.pkcs11.SoftHsm;
import dev.teambroker.server.secretstore.vault.FakeVault;
import dev.teambroker.server.web.Command;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands with which operators make, try and measure keys. */
class CeremonyTest {
  private static final SoftHsm TOKEN = SoftHsm.fresh();
  private static final FakeVault VAULT = FakeVault.start();
  private static TestDatabase database;
  private static RunningBroker broker;

  @BeforeAll
  static void start() {
    List<String> options = new ArrayList<>(TOKEN.options());
    options.removeIf(option -> option.startsWith("--broker.secret-store.keys="));
    VAULT.options("there").forEach(option -> options.add("--" + option));
    database = TestDatabase.fresh();
    broker = RunningBroker.on(database, options.toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    broker.close();
    database.close();
    VAULT.close();
  }

  @Test
  void makesAKeyInATokenOnceAndSaysWhatToWriteDown() throws Exception {
    assertThat(printed(0, CreateKeyCommand.class, TOKEN.uri("kek")))
        .contains("key kek, AES-256, which never leaves the token", "serial number");
    printed(1, CreateKeyCommand.class, TOKEN.uri("kek"));
    assertThat(printed(0, CreateCheckpointKeyCommand.class, TOKEN.uri("checkpoints")))
        .contains("Ed25519, whose private half never leaves the token");
    printed(1, CreateCheckpointKeyCommand.class, TOKEN.uri("checkpoints"));
  }

  @Test
  void makesAKeyInVaultOnceAndPrintsTheLeastPolicy() throws Exception {
    assertThat(printed(0, CreateKeyCommand.class, "vault:transit/new"))
        .contains(
            "path \"transit/encrypt/new\" { capabilities = [\"update\"] }",
            "path \"transit/decrypt/new\" { capabilities = [\"update\"] }",
            "path \"transit/keys/new\" { capabilities = [\"read\"] }",
            "name it in broker.secret-store.keys as vault:transit/new");
    printed(1, CreateKeyCommand.class, "vault:transit/there");
  }

  @Test
  void printsHowAKeyOfKmsIsMadeWithPoliciesThatAreJson() throws Exception {
    String printed = printed(0, CreateKeyCommand.class, "kms:cn-north-1:123456789012");

    assertThat(printed).contains("aws kms create-key --region cn-north-1", "enable-key-rotation");
    List<JsonNode> policies = policies(printed);
    assertThat(policies).hasSize(2);
    assertThat(policies.getFirst().toString())
        .contains("arn:aws-cn:iam::123456789012:role/BROKER", "kms:EncryptionContext:purpose");
    for (JsonNode statement : policies.getFirst().path("Statement")) {
      boolean ofBroker = statement.path("Principal").toString().contains("BROKER");
      assertThat(statement.path("Action").toString())
          .as("the broker may use, the administrator may not")
          .matches(ofBroker ? "[^*]*" : "(?!.*(crypt|[*])).*");
    }
  }

  private static List<JsonNode> policies(String printed) {
    List<JsonNode> policies = new ArrayList<>();
    for (int at = printed.indexOf("{\"Version\""); at >= 0; ) {
      int end = printed.indexOf("]}\n", at) + 2;
      policies.add(JsonMapper.shared().readTree(printed.substring(at, end)));
      at = printed.indexOf("{\"Version\"", end);
    }
    return policies;
  }

  @Test
  void measuresEachKeyBesideItsBackend() throws Exception {
    assertThat(printed(0, MeasureCommand.class, "1", "1"))
        .matches(
            "(?s).*keystore/\\S+, 1 threads: unseals \\d+/s, .* the backend alone \\d+/s, .*%\n");
    printed(2, MeasureCommand.class, "soon");
  }

  @Test
  void saysWhatACommandTakes() throws Exception {
    printed(2, CreateKeyCommand.class);
    printed(2, CreateCheckpointKeyCommand.class);
    printed(2, DestroyKeyCommand.class);
    printed(1, DestroyKeyCommand.class, "keystore");
  }

  private static String printed(int code, Class<? extends Command> command, String... arguments)
      throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(broker.bean(command).run(List.of(arguments))).isEqualTo(code);
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
