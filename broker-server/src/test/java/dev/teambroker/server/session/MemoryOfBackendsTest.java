package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.sandbox.Sandbox;
import dev.teambroker.sandbox.SandboxKey;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.SecretSearch;
import dev.teambroker.server.aws.SandboxIdentity;
import dev.teambroker.server.secretstore.kms.KmsOfSandbox;
import dev.teambroker.server.secretstore.pkcs11.SoftHsm;
import dev.teambroker.server.secretstore.vault.FakeVault;
import dev.teambroker.server.signin.Person;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is alive in memory after a hundred sessions, whatever holds the key-encryption key. */
class MemoryOfBackendsTest {
  private static final int SESSIONS = 100;

  @TempDir private Path folder;

  @Test
  void holdsNoLongTermSecretOverASoftwareKeystore() {
    holdsNoLongTermSecret(aws -> Map.of(), aws -> List.of());
  }

  @Test
  void holdsNoLongTermSecretOverAToken() {
    SoftHsm token = SoftHsm.fresh().withKey("kek");
    holdsNoLongTermSecret(
        aws -> SoftHsm.environment(),
        aws -> token.options("kek").stream().map(option -> option.substring(2)).toList());
  }

  @Test
  void holdsNoLongTermSecretOverKms() {
    holdsNoLongTermSecret(
        SandboxIdentity::of,
        aws ->
            List.of(
                "broker.aws.identity=web-identity",
                "broker.secret-store.kms.timeout=20s",
                "broker.secret-store.keys=" + KmsOfSandbox.name(KmsOfSandbox.key(aws))));
  }

  @Test
  void holdsNoLongTermSecretOverVault() {
    try (FakeVault vault = FakeVault.start()) {
      List<String> options = vault.options("kek");
      options.add("broker.secret-store.vault.timeout=20s");
      options.add("broker.secret-store.keys=vault:transit/kek");
      holdsNoLongTermSecret(aws -> Map.of(), aws -> options);
    }
  }

  private void holdsNoLongTermSecret(
      Function<Sandbox, Map<String, String>> environment, Function<Sandbox, List<String>> options) {
    try (ProcessScene scene =
        new ProcessScene(
            environment,
            aws -> {
              List<String> all = new java.util.ArrayList<>(options.apply(aws));
              all.add("broker.web.member-rate=1000000/s");
              all.add("broker.sessions.shared-user-rate=1000000/s");
              return all;
            })) {
      SandboxUser user = scene.awsUser("deploy");
      SandboxKey key = user.key();
      scene.imports(scene.owner, "deploy", key).expect(201);
      scene.grantsRole("deploy", scene.alice, scene.role("reader", user));
      for (int i = 0; i < SESSIONS; i++) {
        scene.asks(scene.alice, "deploy", "role").expect(200);
      }
      SecretSearch secrets = new SecretSearch().seek("the shared user's key", key.secret());
      for (Person person : List.of(scene.admin, scene.owner, scene.alice, scene.bob)) {
        secrets.seek("a seed", person.app().base32Seed());
      }
      Path dump = folder.resolve("live.hprof");

      scene.broker.dumpHeap(dump);

      SecretSearch control =
          new SecretSearch().seek("the database's URL", scene.database.serviceLogin().url());
      assertThat(control.foundIn(dump)).isNotEmpty();
      assertThat(secrets.foundIn(dump)).isEmpty();
    }
  }
}
