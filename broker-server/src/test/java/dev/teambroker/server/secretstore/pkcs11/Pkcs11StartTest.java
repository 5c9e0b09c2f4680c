package dev.teambroker.server.secretstore.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.RunningBroker;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.secretstore.Binding;
import dev.teambroker.server.secretstore.SealedSecret;
import dev.teambroker.server.secretstore.SecretStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The whole broker over keys in tokens: what it starts with, and what it refuses, and why. */
class Pkcs11StartTest {
  private static final SoftHsm TOKEN = SoftHsm.ofOpenSc();
  private static final Binding BINDING = new Binding("totp-seed", "f1", "m1", "f1", 1);

  @TempDir private Path folder;
  private final TestDatabase database = TestDatabase.fresh();

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void opensAfterARestartWhatItSealedUnderTheTokensKey() throws Exception {
    SealedSecret sealed;
    try (RunningBroker broker = start(TOKEN.options("kek"))) {
      sealed = broker.bean(SecretStore.class).seal(Secret.of("a seed"), BINDING);
      assertThat(broker.file("keystore.p12")).doesNotExist();
      assertThat(broker.management("/health/readiness").body())
          .contains("\"secretStore\":{\"status\":\"UP\"");
      assertThat(broker.management("/prometheus").body())
          .contains("broker_secret_store_key_usable{key=\"pkcs11/" + TOKEN.label() + "/kek\"} 1");
    }
    assertThat(new String(sealed.envelope(), StandardCharsets.ISO_8859_1))
        .contains("pkcs11/" + TOKEN.label() + "/kek");

    try (RunningBroker broker = start(TOKEN.options("kek"))) {
      assertThat(broker.bean(SecretStore.class).unseal(sealed, BINDING))
          .isEqualTo(Secret.of("a seed"));
    }
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void saysThatTheTokenCouldKeepTheKeyOfCheckpointsToo(CapturedOutput log) throws Exception {
    start(TOKEN.options("kek")).close();
    assertThat(log).contains("broker.secret-store.checkpoint-key is not set");
  }

  @Test
  void goesOnWithOneOfTwoKeysAndSaysWhichIsMissing() throws Exception {
    SoftHsm second = SoftHsm.fresh().withKey("kek");
    String both = TOKEN.uri("kek") + "," + second.uri("kek");
    SealedSecret sealed;
    try (RunningBroker broker = start(with(TOKEN.options("kek"), "keys", both))) {
      sealed = broker.bean(SecretStore.class).seal(Secret.of("a seed"), BINDING);
    }
    String gone = TOKEN.uri("gone") + "," + second.uri("kek");

    try (RunningBroker broker = start(with(TOKEN.options("kek"), "keys", gone))) {
      assertThat(broker.bean(SecretStore.class).unseal(sealed, BINDING))
          .isEqualTo(Secret.of("a seed"));
      broker.bean(SecretStore.class).seal(Secret.of("a seed"), BINDING);
      assertThat(broker.management("/health/readiness").statusCode()).isEqualTo(200);
      assertThat(broker.management("/health/readiness").body())
          .contains("holds no AES key with the label gone");
      assertThat(broker.management("/prometheus").body())
          .contains("broker_secret_store_key_usable{key=\"pkcs11/" + TOKEN.label() + "/gone\"} 0");
    }
  }

  @Test
  void refusesATokenWithoutTheKeyAndMakesNone() {
    assertRefused(TOKEN.options("missing"), "holds no AES key with the label missing");
  }

  @Test
  void refusesAKeyThatMayLeaveItsToken() {
    assertRefused(
        TOKEN.options("extractable"),
        "the key extractable of the token " + TOKEN.label() + " may leave it");
  }

  @Test
  void refusesATokenThatIsNotThere() {
    assertRefused(
        with(TOKEN.options("kek"), "keys", "pkcs11:token=nowhere;object=kek"),
        "the token nowhere is not there; there are [");
  }

  @Test
  void refusesAModuleThatIsNone() throws Exception {
    Path text = Files.writeString(folder.resolve("module.so"), "no module");

    assertRefused(
        with(TOKEN.options("kek"), "pkcs11.library", text.toString()),
        "can't be loaded as a PKCS#11 module");
    assertRefused(
        with(TOKEN.options("kek"), "pkcs11.library", "/nowhere.so"),
        "the PKCS#11 module /nowhere.so can't be read");
  }

  @Test
  void refusesAWrongPinAndShowsNothingOfIt() throws Exception {
    Path pin = folder.resolve("pin");
    SoftHsm.writePin(pin, "000000");

    assertRefused(
        with(TOKEN.options("kek"), "pkcs11.pin-file", pin.toString()),
        "refused the broker's PIN (C_Login answered CKR_PIN_INCORRECT)");
  }

  @Test
  void refusesAPinThatOthersMayRead() throws Exception {
    Path pin = folder.resolve("pin");
    SoftHsm.writePin(pin, SoftHsm.PIN);
    Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-r--r--"));

    assertRefused(
        with(TOKEN.options("kek"), "pkcs11.pin-file", pin.toString()),
        "is open to others (rw-r--r--): chmod 600 it");
  }

  @Test
  void refusesAnotherKeyOfTheSameName() {
    SoftHsm token = SoftHsm.fresh().withKey("kek");
    start(token.options("kek")).close();
    token.withoutKey("kek").withKey("kek");

    assertRefused(token.options("kek"), "is not the key that this database was sealed under");
  }

  @Test
  void refusesAKeyThatTheDatabaseDoesNotKnow() {
    start(List.of()).close();

    assertRefused(TOKEN.options("kek"), "name the former in broker.secret-store.retiring");
  }

  @Test
  void namesThePropertyThatIsWrong() {
    assertRefused(
        with(TOKEN.options("kek"), "keys", "hsm:kek"),
        "broker.secret-store.keys takes keys of [keystore, kms, pkcs11, vault]; 'hsm:kek' is none of these");
    assertRefused(
        with(TOKEN.options("kek"), "keys", "pkcs11:kek"),
        "broker.secret-store.keys: a key in a token is named as in");
    assertRefused(List.of("--broker.secret-store.keys=keystore,keystore"), "takes one to 8");
  }

  private void assertRefused(List<String> options, String why) {
    assertThatThrownBy(() -> start(options).close())
        .hasStackTraceContaining(why)
        .satisfies(
            e ->
                assertThat(Throwables.getStackTrace(e))
                    .doesNotContain(SoftHsm.PIN)
                    .doesNotContain("000000"));
  }

  private RunningBroker start(List<String> options) {
    return RunningBroker.on(database, options.toArray(String[]::new));
  }

  private static List<String> with(List<String> options, String property, String value) {
    List<String> changed = new ArrayList<>(options);
    changed.removeIf(option -> option.startsWith("--broker.secret-store." + property + "="));
    changed.add("--broker.secret-store." + property + "=" + value);
    return changed;
  }
}
