package dev.teambroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.cli.testing.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeychainMigrationTest {
  @TempDir Path home;
  private CliUnderTest cli;
  private TestBroker broker;

  @BeforeEach
  void enrolledWithAKeyInAFile() {
    cli = new CliUnderTest(home);
    broker = TestBroker.start(cli.clock);
    cli.person.willType("100001", "100002", "100003");
    assertThat(cli.run("enroll", broker.link())).as(cli.err()).isZero();
    cli.configure("[profiles.deploy]\nshared-user = \"deploy\"\nkind = \"session\"\n");
    assertThat(cli.run("login")).as(cli.err()).isZero();
  }

  @AfterEach
  void stopped() {
    broker.close();
  }

  @Test
  void aKeyThatLayInClearIsEncryptedAndGoneFromThere() throws IOException {
    Path config = home.resolve(".config/broker-cli/config.toml");
    Files.writeString(config, "# mine\n" + Files.readString(config));
    cli.person.willType("correct horse", "correct horse");
    assertThat(cli.run("keychain", "migrate", "--to", "encrypted-file")).as(cli.err()).isZero();
    assertThat(home.resolve(".local/share/broker-cli").toFile().listFiles())
        .allMatch(file -> file.isDirectory());
    assertThat(config)
        .content()
        .startsWith("# mine\n")
        .contains("device-key = \"encrypted-file\"", "[profiles.deploy]", "url = \"https");
    cli.person.willType("correct horse");
    assertThat(cli.run("credential-process", "deploy")).as(cli.err()).isZero();
    assertThat(cli.person.seen().getLast()).contains("Passphrase");
  }

  @Test
  void aWrongPassphraseIsSaidAndAnotherOpensNothing() throws IOException {
    Path file = Files.writeString(home.resolve("phrase"), "one\n");
    cli.with("BROKER_PASSPHRASE_FILE", file.toString());
    assertThat(cli.run("keychain", "migrate", "--to", "encrypted-file")).as(cli.err()).isZero();
    Files.writeString(file, "two\n");
    assertThat(cli.run("credential-process", "deploy")).isEqualTo(8);
    assertThat(cli.err()).contains("The passphrase is not the one").doesNotContain("enrol");
  }

  @Test
  void twoThatDifferMoveNothing() {
    cli.person.willType("correct horse", "correct hose");
    assertThat(cli.run("keychain", "migrate", "--to", "encrypted-file")).isEqualTo(8);
    assertThat(cli.run("credential-process", "deploy")).as(cli.err()).isZero();
  }

  @Test
  void withoutAKeychainThereNothingIsDeletedHere() {
    cli.with("BROKER_PASS_DIR", home.resolve("no-store").toString());
    assertThat(cli.run("keychain", "migrate", "--to", "pass")).isEqualTo(8);
    assertThat(cli.run("credential-process", "deploy")).as(cli.err()).isZero();
    assertThat(cli.run("keychain", "migrate", "--to", "file")).isZero();
    assertThat(cli.err()).contains("already");
    assertThat(cli.run("keychain", "migrate", "--to", "shoebox")).isEqualTo(3);
  }
}
