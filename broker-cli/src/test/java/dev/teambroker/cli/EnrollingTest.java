package dev.teambroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.cli.testing.TestAuthority;
import dev.teambroker.cli.testing.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrollingTest {
  @TempDir Path home;
  private CliUnderTest cli;

  @BeforeEach
  void freshHome() {
    cli = new CliUnderTest(home);
  }

  @Test
  void enrolsWithTwoConsecutiveCodesAndPrintsTheRecoveryCodesAlone() {
    try (TestBroker broker = TestBroker.start(cli.clock)) {
      cli.person.willType("123 456", "１２３４５７");
      assertThat(cli.run("enroll", "--device", "laptop", broker.link())).as(cli.err()).isZero();
      assertThat(cli.out()).isEqualTo("recovery-1\nrecovery-2\n");
      assertThat(cli.err()).contains("fingerprint: ", "Read the fingerprint to bob");
      assertThat(String.join("\n", cli.person.seen()))
          .contains("▀", "otpauth://totp/broker:alice?secret=JBSWY3DPEHPK3PXP");
      assertThat(broker.requests().getLast()).contains("\"123456\"", "\"123457\"");
    }
  }

  @Test
  void remembersTheBrokerAndKeepsTheKeyWhereOthersCannotReadIt() throws IOException {
    try (TestBroker broker = TestBroker.start(cli.clock)) {
      enrol(broker);
      Path config = home.resolve(".config/broker-cli/config.toml");
      assertThat(config).content().contains("url = \"" + broker.url(), "member = \"alice\"");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
          .isEqualTo("rw-------");
      try (var files = Files.list(home.resolve(".local/share/broker-cli"))) {
        List<Path> keys = files.toList();
        assertThat(keys).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.getFirst())))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void saysAloudThatWithoutASecretServiceTheKeyIsInAFile() {
    try (TestBroker broker = TestBroker.start(cli.clock)) {
      cli.with("BROKER_DEVICE_KEY_STORE", "");
      enrol(broker);
      assertThat(cli.err()).contains("WARNING", "kept unencrypted", home.toString());
    }
  }

  @Test
  void waitsForTheNextCodeWhenTheSecondIsTheFirstAgain() {
    try (TestBroker broker = TestBroker.start(cli.clock)) {
      cli.person.willType("123456", "123456", "123457");
      assertThat(cli.run("enroll", broker.link())).isZero();
      assertThat(cli.err()).contains("used already; waiting 21 s for the next one");
    }
  }

  @Test
  void writesTheSeedToAPrivateFileForAutomation() throws IOException {
    try (TestBroker broker = TestBroker.start(cli.clock)) {
      Path seed = home.resolve("seed");
      cli.with("BROKER_CODE_COMMAND", codes());
      int code = cli.run("enroll", "--otpauth-file", seed.toString(), broker.link());
      assertThat(code).as(cli.err()).isZero();
      assertThat(seed).content().startsWith("otpauth://totp/");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(seed)))
          .isEqualTo("rw-------");
      assertThat(cli.err()).doesNotContain("JBSWY3DPEHPK3PXP");
    }
  }

  @Test
  void spendsNoInvitationWhereNobodyCouldSeeTheQrCode() {
    try (TestBroker broker = TestBroker.start(cli.clock)) {
      cli.with("BROKER_CODE_COMMAND", codes());
      assertThat(cli.run("enroll", broker.link())).isEqualTo(2);
      assertThat(cli.err()).contains("--otpauth-file");
      assertThat(broker.requests()).isEmpty();
    }
  }

  @Test
  void provesTheFactorThatTheMemberHasAlreadyByOneCode() {
    try (TestBroker broker = TestBroker.start(cli.clock).knowingTheFactorAlready()) {
      cli.person.willType("123456");
      assertThat(cli.run("enroll", broker.link())).as(cli.err()).isZero();
      assertThat(cli.out()).isEmpty();
    }
  }

  @Test
  void leavesTheOldEnrolmentGoodWhenANewOneFails() {
    try (TestBroker broker = TestBroker.start(cli.clock)) {
      enrol(broker);
      cli.person.willType("222222", TestBroker.WRONG_CODE);
      assertThat(cli.run("enroll", broker.link())).as(cli.err()).isEqualTo(4);
      cli.person.willType("333333");
      assertThat(cli.run("login")).as(cli.err()).isZero();
    }
  }

  @Test
  void signsInWithTheCodesOfAnEnrolmentThatNobodyHasToConfirm() {
    try (TestBroker broker = TestBroker.start(cli.clock).confirmingNobody()) {
      enrol(broker);
      assertThat(cli.err()).contains("You are signed in on this device.");
      assertThat(cli.run("member", "list")).as("no code is asked for").isEqualTo(6);
      assertThat(broker.requests()).noneMatch(request -> request.contains("code="));
    }
  }

  @Test
  void aRecoveryCodeSetsUpANewFactorOnThisDevice() {
    try (TestBroker broker = TestBroker.start(cli.clock)) {
      enrol(broker);
      cli.person.willType("300000");
      assertThat(cli.run("login")).as(cli.err()).isZero();
      cli.person.willType("recovery-1", "400001", "400002");
      assertThat(cli.run("recover")).as(cli.err()).isZero();
      assertThat(cli.out()).isEqualTo("recovery-1\nrecovery-2\n");
      assertThat(cli.person.seen())
          .contains("Recovery code: [secretly] ")
          .anyMatch(shown -> shown.contains("otpauth://totp/broker:alice?secret=KRSXG5CTMVRXEZLU"));
      assertThat(broker.requests().getLast()).contains("\"400001\"", "\"400002\"");
      cli.person.willType("500000");
      assertThat(cli.run("credential-process", "none")).isEqualTo(3);
      assertThat(cli.run("member", "list"))
          .as("the sign-in ended with the old factor")
          .isEqualTo(6);
      assertThat(broker.requests()).anyMatch(request -> request.contains("code=500000"));
    }
  }

  @Test
  void aWrongRecoveryCodeChangesNothing() throws IOException {
    try (TestBroker broker = TestBroker.start(cli.clock)) {
      enrol(broker);
      Path code = Files.writeString(home.resolve("code"), "recovery-9\n");
      assertThat(cli.run("recover", "--code-file", code.toString())).isEqualTo(4);
      assertThat(cli.err()).contains("The code was refused");
      assertThat(cli.out()).isEmpty();
      cli.person.willType("500000");
      assertThat(cli.run("login")).as(cli.err()).isZero();
    }
  }

  @Test
  void recoveringNeedsADeviceThatIsEnrolled() {
    cli.person.willType();
    assertThat(cli.run("recover")).isEqualTo(3);
    assertThat(cli.err()).contains("not enrolled yet");
  }

  @Test
  void talksToNobodyButTheHolderOfThePinnedKey() {
    TestAuthority pinned = new TestAuthority();
    TestAuthority other = new TestAuthority();
    try (TestBroker impostor =
        TestBroker.start(pinned, other.serverContext("localhost"), cli.clock)) {
      cli.person.willType();
      assertThat(cli.run("enroll", impostor.link())).isEqualTo(7);
      assertThat(cli.err()).contains("is not trusted", "pinned");
      assertThat(impostor.requests()).isEmpty();
    }
  }

  @Test
  void doesNotTakeThePinnedCertificateInAChainThatItDidNotSign() {
    TestAuthority pinned = new TestAuthority();
    TestAuthority other = new TestAuthority();
    try (TestBroker impostor =
        TestBroker.start(pinned, other.contextBorrowing(pinned, "localhost"), cli.clock)) {
      cli.person.willType();
      assertThat(cli.run("enroll", impostor.link())).isEqualTo(7);
      assertThat(impostor.requests()).isEmpty();
    }
  }

  @Test
  void checksTheHostNameUnderAPinToo() {
    TestAuthority pinned = new TestAuthority();
    try (TestBroker elsewhere =
        TestBroker.start(pinned, pinned.serverContext("elsewhere.example"), cli.clock)) {
      cli.person.willType();
      assertThat(cli.run("enroll", elsewhere.link())).isEqualTo(7);
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void withoutAPinTheSystemsAuthoritiesDecide() {
    try (TestBroker broker = TestBroker.start(cli.clock)) {
      cli.person.willType();
      assertThat(cli.run("enroll", broker.url() + "/enrol#code=invitation")).isEqualTo(7);
      assertThat(cli.err()).contains("is not trusted");
    }
  }

  @Test
  void tellsWhatALinkLooksLikeWithoutRepeatingTheCode() {
    cli.person.willType();
    for (String link :
        List.of("http://h/enrol#code=s3cret", "https://h/#code=s3cret", "ht tp:s3cret")) {
      assertThat(cli.run("enroll", link)).isEqualTo(2);
      assertThat(cli.err()).contains("looks like https://").doesNotContain("s3cret");
    }
  }

  private void enrol(TestBroker broker) {
    cli.person.willType("123456", "123457");
    assertThat(cli.run("enroll", broker.link())).as(cli.err()).isZero();
  }

  /** A command that prints another code each time. */
  private String codes() {
    return "f=" + home + "/codes; echo x >>$f; printf '9%05d' $(wc -l <$f)";
  }
}
