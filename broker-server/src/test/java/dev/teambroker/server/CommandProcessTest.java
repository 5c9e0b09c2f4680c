package dev.teambroker.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.BrokerProcess.Ended;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.signin.Person;
import dev.teambroker.server.signin.Replica;
import dev.teambroker.server.signin.SettableClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands beside serving: exit codes, the result alone on stdout, all else on stderr. */
class CommandProcessTest {
  private static final SettableClock CLOCK = new SettableClock();
  private static TestDatabase database;
  private static Replica replica;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
    replica = Replica.start(database, CLOCK);
  }

  @AfterAll
  static void stop() {
    replica.close();
    database.close();
  }

  @Test
  void bootstrapPrintsALinkUntilThereHasBeenAnAdmin() throws Exception {
    Ended first = run("admin", "bootstrap");
    assertThat(first.code()).as(first.stderr()).isZero();
    assertThat(first.stdout()).matches("https://broker\\.test/enrol#pin=\\S+&code=\\S+\n");

    Person.firstAdmin(replica, CLOCK);
    Ended then = run("admin", "bootstrap");
    assertThat(then.code()).isEqualTo(1);
    assertThat(then.stdout()).isEmpty();
    assertThat(then.stderr()).startsWith("broker: ").hasLineCount(1);
  }

  @Test
  void migrateSaysWhatItDid() throws Exception {
    Ended ended = run("migrate");

    assertThat(ended).isEqualTo(new Ended(0, "the schema is up to date\n", ""));
  }

  @Test
  void verifySaysWhetherTheTrailIsSoundAndItsExitCodeDoes() throws Exception {
    Ended sound = run("audit", "verify");
    assertThat(sound.code()).as(sound.stdout()).isZero();
    assertThat(sound.stdout()).endsWith("verified\n").doesNotContain("NOT");

    database
        .ownersJdbc()
        .sql("update broker.audit_record set body = replace(body, 'tls', 'TLS') where number = 1")
        .update();
    Ended broken = run("audit", "verify");
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.stdout()).contains("BROKEN: ").endsWith("NOT verified\n");
    database
        .ownersJdbc()
        .sql("update broker.audit_record set body = replace(body, 'TLS', 'tls') where number = 1")
        .update();
  }

  @Test
  void versionSaysWhichBrokerThisIs() throws Exception {
    Ended ended = run("version");

    assertThat(ended.code()).as(ended.stderr()).isZero();
    assertThat(ended.stdout()).matches("team-credential-broker \\d\\S* \\(Java 25\\S*, .+\\)\n");
  }

  @Test
  void validateConfigReachesEachPart() throws Exception {
    Ended ended = run("validate-config");

    assertThat(ended.code()).as("%s", ended).isZero();
    assertThat(ended.stdout())
        .contains("broker.database: reached as broker_service: durable, migrated")
        .contains("broker.secret-store: ", " is there\n")
        .contains("broker.audit.checkpoints: ")
        .contains("broker.tls: a certificate of the broker's own CA\n")
        .endsWith("\nvalid\n");
  }

  @Test
  void validateConfigSaysWhichPartCanNotBeUsedLooksAtTheOthersAndMakesNoKey() throws Exception {
    Path keystore = folder.resolve("none.p12");
    Ended ended =
        run(
            keystore,
            "validate-config",
            "--broker.tls.certificate-file=/nowhere.pem",
            "--broker.tls.private-key-file=/nowhere.key");

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.stdout())
        .contains("broker.tls: CAN'T BE USED: broker.tls.certificate-file")
        .contains("broker.database: reached")
        .contains(keystore + " holds none yet")
        .endsWith("NOT valid\n");
    assertThat(keystore).doesNotExist();
  }

  @Test
  void saysInASentenceWhatItDoesNotUnderstand() throws Exception {
    Ended ended = run("audit", "frobnicate");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.stdout()).isEmpty();
    assertThat(ended.stderr()).startsWith("broker: the commands are server, ").hasLineCount(1);
  }

  private Ended run(String... words) throws InterruptedException {
    return run(replica.directory().resolve("keystore.p12"), words);
  }

  private Ended run(Path keystore, String... words) throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(words));
    database.properties().stream()
        .filter(property -> !property.startsWith("broker.data-directory="))
        .forEach(property -> arguments.add("--" + property));
    arguments.add("--broker.data-directory=" + folder.resolve("data"));
    arguments.add("--broker.public-url=https://broker.test");
    Path keys = replica.directory();
    arguments.add("--broker.secret-store.keystore.file=" + keystore);
    arguments.add(
        "--broker.secret-store.keystore.passphrase-file=" + keys.resolve("keystore.passphrase"));
    try (BrokerProcess process =
        BrokerProcess.start(folder, Map.of("HOME", folder.toString()), List.of(), arguments)) {
      return process.awaitEnd();
    }
  }
}
