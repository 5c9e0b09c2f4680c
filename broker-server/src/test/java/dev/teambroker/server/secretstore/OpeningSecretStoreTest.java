package dev.teambroker.server.secretstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.database.StartRefused;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.secretstore.OpeningSecretStore.Opened;
import dev.teambroker.server.secretstore.keystore.SoftwareKey;
import dev.teambroker.server.web.Mode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpeningSecretStoreTest {
  private static final Binding BINDING = new Binding("totp-seed", "f1", "m1", "f1", 1);
  private static final byte[] MESSAGE = {1, 2, 3};

  private TestDatabase database;
  private Source source;

  @BeforeEach
  void start() {
    database = TestDatabase.fresh();
    source = new Source();
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void makesTheKeysOfAnEmptyDatabaseOnceAndOpensThemAgain() {
    Opened first = open(source);
    SealedSecret sealed = first.store().seal(Secret.of("seed"), BINDING);
    Opened second = open(source);

    assertThat(source.made).isEqualTo(1);
    assertThat(second.store().unseal(sealed, BINDING)).isEqualTo(Secret.of("seed"));
    assertThat(second.rowMac().of(MESSAGE)).isEqualTo(first.rowMac().of(MESSAGE)).hasSize(32);
  }

  @Test
  void givesEachDatabaseAMacKeyOfItsOwn() {
    byte[] one = open(source).rowMac().of(MESSAGE);
    database.close();
    database = TestDatabase.fresh();

    assertThat(open(source).rowMac().of(MESSAGE)).isNotEqualTo(one);
  }

  @Test
  void usesAKeystoreThatWasBroughtForAnEmptyDatabase() {
    source.make();
    open(source);

    assertThat(source.made).isEqualTo(1);
  }

  @Test
  void refusesToMakeAKeyBesideSealedRows() {
    open(source);
    Source lost = new Source();

    assertThatThrownBy(() -> open(lost))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("the test's key is missing")
        .hasMessageContaining("bring the keystore and its passphrase back");
    assertThat(lost.made).isZero();
  }

  @Test
  void refusesToMakeAKeyBesideATrailEvenWhenTheCanaryIsGone() {
    open(source);
    database.ownersJdbc().sql("UPDATE broker.audit_head SET number = 7").update();
    database.ownersJdbc().sql("DELETE FROM broker.secret_store_key").update();
    Source lost = new Source();

    assertThatThrownBy(() -> open(lost)).isInstanceOf(StartRefused.class);
    assertThatThrownBy(() -> open(source))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("has lost its canary");
    assertThat(lost.made).isZero();
  }

  @Test
  void refusesAKeyThatDoesNotOpenTheCanary() {
    open(source);
    Source other = new Source();
    other.make();

    assertThatThrownBy(() -> open(other))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("this database was sealed under keystore/test-");
  }

  @Test
  void neverOpensSandboxDataInProductionNorTheReverse() {
    open(source, Mode.SANDBOX);

    assertThatThrownBy(() -> open(source, Mode.PRODUCTION))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("made with broker.mode=sandbox and never opens");
    assertThat(open(source, Mode.SANDBOX)).isNotNull();
  }

  @Test
  void refusesAMacKeyThatWasMadeInTheOtherMode() {
    open(source, Mode.SANDBOX);
    byte[] sandboxKey =
        new StoreKeys(database.jdbc(), database.transactions())
            .find("row-mac")
            .orElseThrow()
            .envelope();
    database.close();
    database = TestDatabase.fresh();
    open(source, Mode.PRODUCTION);
    database
        .ownersJdbc()
        .sql("UPDATE broker.secret_store_key SET sealed = :sealed WHERE name = 'row-mac'")
        .param("sealed", sandboxKey)
        .update();

    assertThatThrownBy(() -> open(source, Mode.PRODUCTION))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("row-mac key was altered");
  }

  @Test
  void refusesCanaryAndMacKeyThatWereSwapped() {
    open(source);
    database
        .ownersJdbc()
        .sql(
            """
            UPDATE broker.secret_store_key k SET sealed = other.sealed
            FROM broker.secret_store_key other WHERE other.name <> k.name
            """)
        .update();

    assertThatThrownBy(() -> open(source)).isInstanceOf(StartRefused.class);
  }

  @Test
  void tellsTheOperatorWhyTheKeyCannotBeUsed() {
    KeySource broken =
        new Source() {
          @Override
          public Optional<KeyEncryptionKey> find() {
            throw new SecretStoreUnavailable("the token is locked");
          }
        };

    assertThatThrownBy(() -> open(broken))
        .isInstanceOf(StartRefused.class)
        .hasMessage("the token is locked");
  }

  @Test
  void agreesWithAReplicaThatStartsAtTheSameTime() throws Exception {
    source.make();
    List<Callable<byte[]>> starts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      starts.add(() -> open(source).rowMac().of(MESSAGE));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<byte[]>> macs = threads.invokeAll(starts);
      for (Future<byte[]> mac : macs) {
        assertThat(mac.get()).isEqualTo(macs.getFirst().get());
      }
    }
  }

  @Test
  void letsTheServiceNeitherChangeNorRemoveItsKeys() {
    open(source);

    assertThatThrownBy(() -> database.jdbc().sql("DELETE FROM broker.secret_store_key").update())
        .rootCause()
        .hasMessageContaining("permission denied");
    assertThatThrownBy(
            () -> database.jdbc().sql("UPDATE broker.secret_store_key SET name = 'x'").update())
        .rootCause()
        .hasMessageContaining("permission denied");
  }

  private Opened open(KeySource from) {
    return open(from, Mode.PRODUCTION);
  }

  private Opened open(KeySource from, Mode mode) {
    var keys = new StoreKeys(database.jdbc(), database.transactions());
    var register = new KeyRegister(database.jdbc(), InstantSource.system());
    return new OpeningSecretStore(List.of(from), List.of(), null, register, keys, mode).open();
  }

  private static class Source implements KeySource {
    private Optional<KeyEncryptionKey> key = Optional.empty();
    private int made;

    @Override
    public Optional<KeyEncryptionKey> find() {
      return key;
    }

    @Override
    public KeyEncryptionKey make() {
      made++;
      byte[] bytes = DataKeys.fresh().reveal(byte[]::clone);
      KeyEncryptionKey fresh =
          new SoftwareKey(
              "keystore/test-" + System.identityHashCode(this), new SecretKeySpec(bytes, "AES"));
      key = Optional.of(fresh);
      return fresh;
    }

    @Override
    public List<String> create() {
      throw new IllegalStateException("no ceremony was asked for");
    }

    @Override
    public void destroy() {
      throw new IllegalStateException("no ceremony was asked for");
    }

    @Override
    public String remedy() {
      return "bring the keystore and its passphrase back";
    }

    @Override
    public String place() {
      return "the test's key";
    }
  }
}
