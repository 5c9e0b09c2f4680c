package dev.teambroker.server.secretstore.pkcs11;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.RunningBroker;
import dev.teambroker.server.audit.CheckpointSigner;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.secretstore.Deadline;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checkpoints' key in a token: made there, signing there, and never seen outside. */
class TokenSignerTest {
  private static final byte[] MESSAGE = "the head of the trail".getBytes(UTF_8);
  private static final String ED25519 = "302a300506032b6570032100";

  private final SoftHsm token = SoftHsm.fresh();

  @Test
  void signsAsEverybodyCanVerify() throws Exception {
    token.backend().signing(token.uri("checkpoints")).create();
    CheckpointSigner signer = token.backend().signing(token.uri("checkpoints")).find();

    byte[] signature = signer.sign(MESSAGE);

    Signature verifying = Signature.getInstance("Ed25519");
    verifying.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(
                new X509EncodedKeySpec(
                    HexFormat.of()
                        .parseHex(ED25519 + HexFormat.of().formatHex(signer.publicKey())))));
    verifying.update(MESSAGE);
    assertThat(verifying.verify(signature)).isTrue();
    assertThat(token.backend().signing(token.uri("checkpoints")).find().publicKey())
        .isEqualTo(signer.publicKey());
  }

  @Test
  void neverLeavesItsToken() throws Exception {
    token.backend().signing(token.uri("checkpoints")).create();
    Cryptoki cryptoki = new NativeCryptoki(SoftHsm.MODULE);
    long slot =
        cryptoki.tokens().stream()
            .filter(one -> one.label().equals(token.label()))
            .findFirst()
            .orElseThrow()
            .slot();
    long session = cryptoki.openSession(slot, false);
    token.backend().signing(token.uri("checkpoints")).find();
    long key =
        cryptoki
            .find(session, SigningObject.template(Attributes.PRIVATE_KEY, "checkpoints"))
            .getFirst();

    assertThat(cryptoki.isTrue(session, key, Attributes.SENSITIVE)).isTrue();
    assertThat(cryptoki.isTrue(session, key, Attributes.EXTRACTABLE)).isFalse();
    assertThatThrownBy(() -> cryptoki.value(session, key, 0x11))
        .as("CKA_VALUE")
        .isInstanceOf(CryptokiError.class);
    cryptoki.closeSession(session);
  }

  @Test
  void makesNoneOverOneThatIsThereAndSaysWhatIsMissing() {
    assertThatThrownBy(() -> token.backend().signing(token.uri("checkpoints")).find())
        .isInstanceOf(SecretStoreUnavailable.class)
        .hasMessageContaining("holds no Ed25519 key with the label checkpoints");
    token.backend().signing(token.uri("checkpoints")).create();
    assertThatThrownBy(() -> token.backend().signing(token.uri("checkpoints")).create())
        .isInstanceOf(SecretStoreUnavailable.class)
        .hasMessageContaining("holds a key checkpoints already");
  }

  @Test
  void goesOnWhenTheTokenHasLostItsSessions() throws Exception {
    token.backend().signing(token.uri("checkpoints")).create();
    FlakyToken flaky = new FlakyToken(new NativeCryptoki(SoftHsm.MODULE));
    Pkcs11Uri uri = Pkcs11Uri.of(token.uri("checkpoints"));
    SigningObject object = new SigningObject(uri);
    Duration timeout = Duration.ofSeconds(20);
    var login = new TokenLogin(() -> Secret.of(SoftHsm.PIN), uri.place());
    var signer =
        new TokenSigner(
            object,
            new TokenConnection(() -> flaky, uri, object, login, timeout),
            new Deadline(uri.place(), 1, timeout));
    byte[] first = signer.sign(MESSAGE);
    flaky.loseSessions();
    assertThat(signer.sign(MESSAGE)).isEqualTo(first);
  }

  @Test
  void signsTheCheckpointsOfABrokerThatKeepsNoSuchKeyItself() {
    token.withKey("kek");
    token.backend().signing(token.uri("checkpoints")).create();
    List<String> options = new ArrayList<>(token.options("kek"));
    options.add("--broker.secret-store.checkpoint-key=" + token.uri("checkpoints"));
    try (TestDatabase database = TestDatabase.fresh()) {
      for (int start = 0; start < 2; start++) {
        try (RunningBroker broker = RunningBroker.on(database, options.toArray(String[]::new))) {
          assertThat(broker.bean(CheckpointSigner.class)).isInstanceOf(TokenSigner.class);
        }
      }
      assertThat(
              database
                  .ownersJdbc()
                  .sql("SELECT name FROM broker.secret_store_key ORDER BY name")
                  .query(String.class)
                  .list())
          .containsExactly("canary", "row-mac");
      options.removeLast();
      options.add("--broker.secret-store.checkpoint-key=keystore");
      assertThatThrownBy(() -> RunningBroker.on(database, options.toArray(String[]::new)).close())
          .hasStackTraceContaining("a key of keystore signs no checkpoints");
    }
  }
}
