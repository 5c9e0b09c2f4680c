package dev.teambroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.cli.testing.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  @TempDir Path home;
  private CliUnderTest cli;
  private TestBroker broker;

  @BeforeEach
  void enrolled() throws IOException {
    cli = new CliUnderTest(home, Instant.now());
    broker = TestBroker.start(cli.clock);
    cli.person.willType("100001", "100002");
    assertThat(cli.run("enroll", broker.link())).as(cli.err()).isZero();
    cli.person.leaves();
    cli.configure("[profiles.deploy]\nshared-user = \"deploy\"\nkind = \"session\"\n");
    Files.createDirectories(home.resolve(".aws"));
  }

  @AfterEach
  void stopped() {
    broker.close();
  }

  @Test
  void whatIsWellIsSaidAndEndsWithNought() {
    assertThat(cli.run("doctor")).as(cli.out()).isZero();
    assertThat(cli.out())
        .contains("ok  configuration: ", " has 1 profiles.")
        .contains("ok  AWS files: Nothing there beats or endangers a session.")
        .contains("ok  keychain: The key for default is in")
        .contains("ok  broker: " + broker.url() + " answers; the clocks differ by ")
        .contains("ok  broker: The certificate is pinned to its CA, for ")
        .contains("warning  keychain: The key for default lies unencrypted", "keychain migrate");
    assertThat(broker.requests()).as("no code was asked for").hasSize(2);
  }

  @Test
  void aWrongClockIsNamedWithItsDifference() {
    cli.clock.advance(java.time.Duration.ofMinutes(3));
    assertThat(cli.run("doctor")).isEqualTo(3);
    assertThat(cli.out())
        .containsPattern("wrong {2}broker: This machine's clock is 1[78]\\d s ahead");
    assertThat(cli.out()).contains("→ set it, for instance by NTP");
  }

  @Test
  void aBrokerThatIsAwayIsAFindingAmongOthers() {
    broker.close();
    assertThat(cli.run("doctor")).isEqualTo(3);
    assertThat(cli.out()).contains("ok  keychain", "wrong  broker: ", "can't be reached");
  }

  @Test
  void keysInClearAndFilesThatOthersReadAreFound() throws IOException {
    Path file =
        Files.writeString(
            home.resolve(".aws/credentials"),
            "[deploy]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = s3cr3t\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(cli.run("doctor")).isEqualTo(3);
    assertThat(cli.out())
        .contains("[deploy] in " + file + " holds the long-term key AKIAIOSFODNN7EXAMPLE in clear")
        .contains("[deploy] in " + file + " has a key, which tools take first.")
        .contains("→ chmod 600 " + file)
        .doesNotContain("s3cr3t");
  }

  @Test
  void profilesThatGoRoundAreFoundAndOneThatNamesItselfIsIgnored() throws IOException {
    Files.writeString(
        home.resolve(".aws/config"),
        """
        [profile one]
        source_profile = two
        s3 =
          source_profile = nested
        [profile two]
        source_profile=one
        [profile self]
        role_arn = arn:aws:iam::123456789012:role/x
        source_profile = self
        [profile ask]
        credential_process = sh -c "aws configure export-credentials --profile ask"
        """);
    assertThat(cli.run("doctor")).isEqualTo(3);
    assertThat(cli.out())
        .contains("source_profile goes round in", ": one → two → one.")
        .contains("credential_process of [profile ask] asks for its own profile.")
        .doesNotContain("self → self");
  }

  @Test
  void whatBeatsTheProfilesIsNamed() {
    cli.with("AWS_ACCESS_KEY_ID", "AKIAX").with("BROKER_DURATION", "1h").run("doctor");
    assertThat(cli.out())
        .contains("warning  AWS files: AWS_ACCESS_KEY_ID in the environment beat every profile.")
        .contains("beats the file for every profile: ", "BROKER_DURATION");
  }

  @Test
  void aBrokenProfileIsNamed() {
    cli.configure("[profiles.odd]\nshared-user = \"x\"\nkind = \"rolle\"\n");
    assertThat(cli.run("doctor")).isEqualTo(3);
    assertThat(cli.out()).contains("Profile odd: kind takes session, role or federation");
  }

  @Test
  void eachStoreCanTestItself() {
    assertThat(cli.run("doctor", "--keychain", "--json")).as(cli.out()).isZero();
    assertThat(cli.out()).contains("keeps, finds and forgets.", "\"state\" : \"ok\"");
  }
}
