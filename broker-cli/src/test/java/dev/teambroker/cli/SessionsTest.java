package dev.teambroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.cli.testing.TestBroker;
import dev.teambroker.protocol.ProblemType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {
  private static final String DEPLOY =
      """
      [profiles.deploy]
      shared-user = "deploy"
      kind = "role"
      role = "arn:aws:iam::123456789012:role/deployer"
      account = "123456789012"
      duration = "30m"
      """;

  @TempDir Path home;
  private CliUnderTest cli;
  private TestBroker broker;

  @BeforeEach
  void enrolled() {
    cli = new CliUnderTest(home);
    broker = TestBroker.start(cli.clock);
    cli.person.willType("100001", "100002");
    assertThat(cli.run("enroll", broker.link())).as(cli.err()).isZero();
    cli.configure(DEPLOY);
  }

  @AfterEach
  void stopped() {
    broker.close();
  }

  @Test
  void printsASessionAsEverySdkReadsIt() {
    cli.person.willType("100003");
    assertThat(credentialProcess()).isZero();
    assertThat(cli.out())
        .isEqualTo(
            """
            {"Version":1,"AccessKeyId":"ASIATEST1","SecretAccessKey":"secret/of+the+session",\
            "SessionToken":"token-1","Expiration":"2026-03-01T11:00:10Z",\
            "AccountId":"123456789012"}""");
    assertThat(broker.requests().getLast())
        .contains("\"sharedUser\":\"deploy\"", "\"kind\":\"role\"", "\"durationSeconds\":1800")
        .contains("\"role\":\"arn:aws:iam::123456789012:role/deployer\"");
  }

  @Test
  void asksNamingSharedUserAccountAndRole() {
    cli.person.willType("100003");
    credentialProcess();
    assertThat(cli.person.seen().getLast())
        .contains("shared user deploy", "123456789012", "role/deployer");
  }

  @Test
  void servesTheSessionAtHandWithoutAskingAnybody() {
    cli.person.willType("100003");
    credentialProcess();
    String first = cli.out();
    broker.close();
    assertThat(credentialProcess()).as(cli.err()).isZero();
    assertThat(cli.out()).isEqualTo(first);
    assertThat(cli.err()).isEmpty();
  }

  @Test
  void refreshesTheSignInWithoutACode() {
    cli.person.willType("100003");
    credentialProcess();
    cli.clock.advance(Duration.ofMinutes(55));
    assertThat(credentialProcess()).as(cli.err()).isZero();
    assertThat(cli.out()).contains("ASIATEST2");
    assertThat(broker.requests()).anyMatch(request -> request.contains("grant_type=refresh_token"));
  }

  @Test
  void fetchesAnewWithLessThanFifteenMinutesLeftOfAnHourOrMore() {
    broker.withSessionsFor(Duration.ofHours(2));
    cli.person.willType("100003");
    credentialProcess();
    cli.clock.advance(Duration.ofMinutes(104));
    credentialProcess();
    assertThat(broker.sessionsIssued()).isEqualTo(1);
    cli.clock.advance(Duration.ofMinutes(2));
    credentialProcess();
    assertThat(broker.sessionsIssued()).isEqualTo(2);
  }

  @Test
  void fetchesAnewWithLessThanAFifthOfAShortLifetimeLeft() {
    broker.withSessionsFor(Duration.ofMinutes(15));
    cli.person.willType("100003");
    credentialProcess();
    cli.clock.advance(Duration.ofMinutes(11));
    credentialProcess();
    assertThat(broker.sessionsIssued()).isEqualTo(1);
    cli.clock.advance(Duration.ofSeconds(61));
    credentialProcess();
    assertThat(broker.sessionsIssued()).isEqualTo(2);
  }

  @Test
  void servesWhatIsLeftWhileTheBrokerCannotBeReached() {
    cli.person.willType("100003");
    credentialProcess();
    broker.close();
    cli.clock.advance(Duration.ofMinutes(50));
    assertThat(credentialProcess()).as(cli.err()).isZero();
    assertThat(cli.out()).contains("ASIATEST1");
    assertThat(cli.err()).contains("can't be reached", "served until it ends");
    cli.clock.advance(Duration.ofMinutes(10));
    assertThat(credentialProcess()).isEqualTo(7);
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void aHomeThatCannotBeWrittenIsSurvived() throws IOException {
    Path file = Files.writeString(home.resolve("no-directory"), "");
    cli.with("XDG_STATE_HOME", file.toString()).person.willType("100003");
    assertThat(credentialProcess()).as(cli.err()).isZero();
    assertThat(cli.err()).isEmpty();
    cli.with("BROKER_DURATION", "15m").with("XDG_RUNTIME_DIR", file.toString());
    assertThat(credentialProcess()).as(cli.err()).isZero();
    assertThat(cli.out()).contains("ASIATEST2");
    assertThat(cli.err()).contains("may each ask for a code", "The session is not kept");
  }

  @Test
  void aConfigurationThatOthersCanWriteIsNotBelieved() throws IOException {
    Path config = home.resolve(".config/broker-cli/config.toml");
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-rw----"));
    assertThat(credentialProcess()).isEqualTo(3);
    assertThat(cli.err()).contains(config + " can be written by others: chmod go-w it");
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--r--"));
    Path directory = Objects.requireNonNull(config.getParent());
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(credentialProcess()).isEqualTo(3);
    assertThat(cli.err()).contains(directory + " can be written by others");
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void aKeyFileThatOthersCanReadIsNotUsed() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve(".local/share/broker-cli"))) {
      Path key = files.findFirst().orElseThrow();
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
      assertThat(credentialProcess()).isEqualTo(8);
      assertThat(cli.err()).contains(key + " can be used by others; it takes mode rw-------");
    }
  }

  @Test
  void aBrokerWithoutTlsIsNotSpokenTo() {
    cli.with("BROKER_URL", "http://localhost:1");
    assertThat(credentialProcess()).isEqualTo(3);
    assertThat(cli.err()).contains("takes https://");
  }

  @Test
  void doesNotServeWhatIsLeftWhenTheBrokerRefuses() {
    cli.person.willType("100003");
    credentialProcess();
    cli.clock.advance(Duration.ofMinutes(50));
    broker.refusingASession(ProblemType.SUSPENDED, "alice is suspended", null);
    assertThat(credentialProcess()).isEqualTo(5);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).contains("Suspended: alice is suspended.", "(request r-1)");
  }

  @Test
  void aChangedProfileNeverGetsTheOldSession() {
    cli.person.willType("100003");
    credentialProcess();
    assertThat(cli.with("BROKER_DURATION", "15m").run("credential-process", "deploy")).isZero();
    assertThat(cli.out()).contains("ASIATEST2");
    cli.with("BROKER_ROLE", "arn:aws:iam::123456789012:role/reader");
    assertThat(credentialProcess()).isZero();
    assertThat(cli.out()).contains("ASIATEST3");
  }

  @Test
  void asksForAFurtherCodeWhereTheGrantWantsOneForEachSession() {
    broker.demandingACodeForEachSession();
    cli.person.willType("100003");
    credentialProcess();
    cli.clock.advance(Duration.ofMinutes(58));
    cli.person.willType("100004");
    assertThat(credentialProcess()).as(cli.err()).isZero();
    assertThat(broker.requests()).anyMatch(r -> r.startsWith("POST /v1/second-factor"));
  }

  @Test
  void aUsedCodeMakesItWaitForTheNextAndSaySo() {
    broker.withUsedCode("100003");
    cli.person.willType("100003", "100004");
    assertThat(credentialProcess()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("That code was used already; waiting 21 s for the next one.");
  }

  @Test
  void aWrongCodeIsAskedForAgain() {
    cli.person.willType(TestBroker.WRONG_CODE, "12345", "100004");
    assertThat(credentialProcess()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("The code was refused", "A code has six digits.");
  }

  @Test
  void takesCodesFromACommandForAutomation() {
    cli.with("BROKER_CODE_COMMAND", "printf '100007\\n'; test \"$BROKER_CODE_PURPOSE\"");
    assertThat(credentialProcess()).as(cli.err()).isZero();
    assertThat(broker.requests()).anyMatch(request -> request.contains("code=100007"));
  }

  @Test
  void aWrongCodeOfACommandIsNotTriedAgain() {
    cli.with("BROKER_CODE_COMMAND", "echo " + TestBroker.WRONG_CODE);
    assertThat(credentialProcess()).isEqualTo(4);
  }

  @Test
  void saysWhatToDoWhereThereIsNobodyToAsk() {
    cli.person.leaves();
    assertThat(credentialProcess()).isEqualTo(4);
    assertThat(cli.err()).contains("no terminal", "broker-cli login", "BROKER_CODE_COMMAND");
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void signsInAnewWhenTheSignInHasEnded() {
    cli.person.willType("100003");
    credentialProcess();
    broker.forgetTokens(true);
    cli.clock.advance(Duration.ofMinutes(58));
    cli.person.willType("100004");
    assertThat(credentialProcess()).as(cli.err()).isZero();
  }

  @Test
  void renewsATokenThatTheBrokerForgotBeforeItsTime() {
    cli.person.willType("100003");
    assertThat(cli.run("login")).isZero();
    broker.forgetTokens(false);
    assertThat(credentialProcess()).as(cli.err()).isZero();
  }

  @Test
  void queuesForAnAwsMfaCodeAsLongAsTheBrokerSays() {
    broker.refusingASession(ProblemType.MFA_CODE_UNAVAILABLE, "2 members are before you", 40);
    cli.person.willType("100003");
    assertThat(credentialProcess()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("2 members are before you. Try again in 40 s.", "Waiting.");
    assertThat(cli.clock.instant()).hasToString("2026-03-01T10:00:50Z");
  }

  @Test
  void namesTheLimitThatIsExceeded() {
    cli.person.willType("100003");
    broker.refusingASession(ProblemType.LIMIT_EXCEEDED, "At most 900 s.", null);
    assertThat(credentialProcess()).isEqualTo(5);
    assertThat(cli.err()).contains("Beyond a limit of the grant: At most 900 s.");
  }

  @Test
  void aDurationOnTheCommandLineBeatsTheEnvironmentAndTheFile() {
    cli.with("BROKER_DURATION", "20m").person.willType("100003");
    assertThat(cli.run("credential-process", "deploy", "--duration", "1h30m")).isZero();
    assertThat(broker.requests().getLast()).contains("\"durationSeconds\":5400");
    assertThat(credentialProcess()).isZero();
    assertThat(broker.requests().getLast()).contains("\"durationSeconds\":1200");
    assertThat(cli.run("credential-process", "deploy", "--duration", "soon")).isEqualTo(3);
    assertThat(cli.err()).contains("takes a duration such as 900, 45m or 1h30m, not 'soon'");
  }

  @Test
  void aSessionWithLessLeftThanWantedIsFetchedAnew() {
    broker.withSessionsFor(Duration.ofHours(1));
    cli.person.willType("100003");
    credentialProcess();
    cli.clock.advance(Duration.ofMinutes(20));
    assertThat(cli.run("credential-process", "deploy", "--min-ttl", "40m")).isZero();
    assertThat(broker.sessionsIssued()).isEqualTo(1);
    assertThat(cli.run("credential-process", "deploy", "--min-ttl", "41m")).isZero();
    assertThat(broker.sessionsIssued()).isEqualTo(2);
  }

  @Test
  void whereNoNewOneLastsAsLongAsWantedItFailsAndSaysSo() {
    cli.person.willType("100003");
    assertThat(cli.with("BROKER_MIN_TTL", "61m").run("credential-process", "deploy")).isEqualTo(5);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).contains("lasts 60 min, and min-ttl wants 61", "--duration");
    assertThat(cli.with("BROKER_MIN_TTL", "").run("credential-process", "deploy")).isZero();
    assertThat(broker.sessionsIssued()).isEqualTo(1);
  }

  @Test
  void aRestThatIsTooShortIsNotServedWhileTheBrokerCannotBeReached() {
    cli.person.willType("100003");
    credentialProcess();
    broker.close();
    assertThat(cli.run("credential-process", "deploy", "--min-ttl", "61m")).isEqualTo(7);
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void theProfileOfTheAwsToolsIsTheOneWhereNoneIsNamed() {
    cli.with("AWS_PROFILE", "deploy").person.willType("100003");
    assertThat(cli.run("credential-process")).as(cli.err()).isZero();
  }

  @Test
  void whereNoneIsNamedAPersonPicks() {
    cli.person.willType("1", "100003");
    assertThat(cli.run("credential-process")).as(cli.err()).isZero();
    assertThat(cli.person.seen()).contains("1  deploy", "Profile (name or number): ");
    cli.person.leaves();
    assertThat(cli.run("credential-process")).isEqualTo(2);
    assertThat(cli.err()).contains("Name a profile, or set AWS_PROFILE; there are deploy.");
  }

  @Test
  void clearForgetsWhatIsAtHandWithoutABroker() {
    cli.person.willType("100003");
    credentialProcess();
    cli.with("BROKER_DURATION", "15m").run("credential-process", "deploy");
    cli.with("BROKER_DURATION", "");
    assertThat(cli.run("clear", "deploy")).as(cli.err()).isZero();
    credentialProcess();
    assertThat(broker.sessionsIssued()).isEqualTo(3);
    assertThat(cli.run("clear")).as(cli.err()).isZero();
    assertThat(home.resolve("run/broker-cli")).isEmptyDirectory();
    assertThat(cli.run("member", "list")).as("signed in still").isEqualTo(6);
  }

  @Test
  void anUnknownProfileIsToldWithTheKnownOnes() {
    assertThat(cli.run("credential-process", "deplyo")).isEqualTo(3);
    assertThat(cli.err()).contains("no profile 'deplyo'", "there are deploy");
  }

  @Test
  void noSecretAppearsOnStderr() {
    cli.person.willType("100003");
    credentialProcess();
    assertThat(cli.err()).doesNotContain(TestBroker.SECRET_KEY, "token-", "access-", "refresh-");
  }

  @Test
  void logoutEndsTheSignInHereAndAtTheBroker() {
    cli.person.willType("100003");
    assertThat(cli.run("login")).isZero();
    assertThat(cli.err()).contains("Signed in as alice on device laptop.");
    assertThat(cli.run("logout")).isZero();
    assertThat(broker.requests().getLast()).isEqualTo("DELETE /v1/sign-in");
    cli.person.willType("100004");
    assertThat(cli.run("member", "list")).isEqualTo(6);
  }

  private int credentialProcess() {
    return cli.run("credential-process", "deploy");
  }
}
