package dev.teambroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.cli.testing.TestBroker;
import dev.teambroker.protocol.Consumers;
import dev.teambroker.protocol.Containments;
import dev.teambroker.protocol.Containments.Containment;
import dev.teambroker.protocol.Grants.Grant;
import dev.teambroker.protocol.Guards;
import dev.teambroker.protocol.Members;
import dev.teambroker.protocol.Probes;
import dev.teambroker.protocol.Retirements;
import dev.teambroker.protocol.Rotations;
import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.Sessions;
import dev.teambroker.protocol.SharedUsers;
import dev.teambroker.protocol.SharedUsers.SharedUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdministrationTest {
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir static Path home;
  private CliUnderTest cli;
  private TestBroker broker;

  @BeforeAll
  void signedIn() {
    cli = new CliUnderTest(home);
    broker = TestBroker.start(cli.clock);
    cli.person.willType("100001", "100002", "100003");
    assertThat(cli.run("enroll", broker.link())).as(cli.err()).isZero();
    assertThat(cli.run("login")).as(cli.err()).isZero();
  }

  @AfterAll
  void stopped() {
    broker.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "member suspend bob                      | POST /v1/members/bob/suspend",
        "member resume bob                       | POST /v1/members/bob/resume",
        "member unlock bob                       | POST /v1/members/bob/unlock",
        "member reset bob                        | POST /v1/members/bob/second-factor/reset",
        "member remove bob                       | DELETE /v1/members/bob",
        "member remove-device bob d-7            | DELETE /v1/members/bob/devices/d-7",
        "team create payments                    | PUT /v1/teams/payments",
        "team remove payments                    | DELETE /v1/teams/payments",
        "team add-member payments bob            | PUT /v1/teams/payments/members/bob",
        "team remove-member payments bob         | DELETE /v1/teams/payments/members/bob",
        "shared-user suspend deploy              | POST /v1/shared-users/deploy/suspend",
        "shared-user resume deploy               | POST /v1/shared-users/deploy/resume",
        "shared-user remove deploy               | DELETE /v1/shared-users/deploy",
        "shared-user owner add deploy bob        | PUT /v1/shared-users/deploy/owners/bob",
        "shared-user owner remove deploy bob     | DELETE /v1/shared-users/deploy/owners/bob",
        "shared-user mfa-device remove deploy a/b| DELETE /v1/shared-users/deploy/mfa-devices?arn=a%2Fb",
        "shared-user management-principal remove 123456789012 | DELETE /v1/accounts/123456789012/management-principal",
        "grant remove g-1                        | DELETE /v1/grants/g-1",
      })
  void commandsThatOnlySend(String line, String request) {
    String[] parts = request.strip().split(" ", 2);
    broker.with(parts[0], parts[1], 204, null);
    assertThat(cli.run(line.strip().split("\\s+"))).as(cli.err()).isZero();
    assertThat(broker.requests().getLast()).isEqualTo(request.strip());
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void invitesAndPrintsTheLinkAlone() {
    Members.Invitation invitation =
        new Members.Invitation("bob", Secret.of("https://h/enrol#pin=p&code=c"), TIME);
    broker.with("POST", "/v1/invitations", 200, invitation);
    assertThat(cli.run("member", "invite", "bob", "--role", "auditor", "--team", "payments"))
        .isZero();
    assertThat(cli.out()).isEqualTo("https://h/enrol#pin=p&code=c\n");
    assertThat(broker.requests().getLast())
        .endsWith("{\"memberName\":\"bob\",\"roles\":[\"auditor\"],\"teams\":[\"payments\"]}");
    assertThat(cli.err())
        .contains("enrols bob once, until 2026-01-02T03:04:05Z")
        .doesNotContain("code=c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg",
        "-hbQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg",
        "--bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg"
      })
  void confirmsTheOnePendingDeviceByItsFingerprint(String fingerprint) {
    broker.with(
        "GET",
        "/v1/members/bob",
        200,
        member("bob", device("d-1", "active"), device("d-2", "pending")));
    broker.with("POST", "/v1/members/bob/devices/d-2/confirm", 204, null);
    assertThat(cli.run("member", "confirm", "bob", fingerprint)).as(cli.err()).isZero();
    assertThat(broker.requests().getLast()).endsWith("{\"fingerprint\":\"" + fingerprint + "\"}");
  }

  @Test
  void asksWhichDeviceIsConfirmedWhereSeveralArePending() {
    broker.with(
        "GET",
        "/v1/members/bob",
        200,
        member("bob", device("d-1", "pending"), device("d-2", "pending")));
    assertThat(cli.run("member", "confirm", "bob", "FINGER")).isEqualTo(2);
    assertThat(cli.err()).contains("2 pending devices", "--device");
  }

  @Test
  void setsRoles() {
    broker.with("PUT", "/v1/members/bob/roles", 204, null);
    assertThat(cli.run("member", "roles", "bob", "admin", "auditor")).as(cli.err()).isZero();
    assertThat(broker.requests().getLast()).endsWith("{\"roles\":[\"admin\",\"auditor\"]}");
    assertThat(cli.run("member", "roles", "bob")).as(cli.err()).isZero();
    assertThat(broker.requests().getLast()).endsWith("{\"roles\":[]}");
  }

  @Test
  void listsMembersAsATableOrAsJson() {
    broker.with("GET", "/v1/members", 200, List.of(member("bo\u001bb", device("d-1", "active"))));
    assertThat(cli.run("member", "list")).isZero();
    assertThat(cli.out()).contains("NAME", "STATE").contains("bo?b").doesNotContain("\u001b");
    assertThat(cli.run("member", "list", "--json")).isZero();
    assertThat(cli.out()).contains("\"state\" : \"active\"");
  }

  @Test
  void printsPoliciesForPeopleAndOneOfThemForATool() {
    broker.with(
        "GET",
        "/v1/shared-users/deploy/policies",
        200,
        List.of(
            new Guards.Policy("guard", "the-guard", "arn:aws:iam::1:user/deploy", "{\"a\": 1}"),
            new Guards.Policy("management-principal", "the-principal", null, "{\"b\": 2}")));
    assertThat(cli.run("shared-user", "policy", "deploy")).as(cli.err()).isZero();
    assertThat(cli.out())
        .contains("# the-guard, an inline policy of arn:aws:iam::1:user/deploy", "{\"a\": 1}")
        .contains("of the account's management principal, once there is one");
    assertThat(cli.run("shared-user", "policy", "deploy", "--for", "guard")).isZero();
    assertThat(cli.out()).isEqualTo("{\"a\": 1}\n");
    assertThat(cli.run("shared-user", "policy", "deploy", "--for", "x")).isEqualTo(2);
    assertThat(cli.err()).contains("--for takes guard, management-principal");
  }

  @Test
  void endsACheckThatFoundSomethingMissingAsRefusedUnlessThatIsAccepted() {
    checked(new Guards.Guard("deploy", "in-place", TIME, null, null), List.of());
    assertThat(cli.run("shared-user", "check", "deploy")).as(cli.err()).isZero();
    checked(new Guards.Guard("deploy", "in-place", TIME, null, null), List.of("iam:GetUser"));
    assertThat(cli.run("shared-user", "check", "deploy")).isEqualTo(5);
    assertThat(cli.out()).contains("not allowed to the broker  iam:GetUser");
    checked(new Guards.Guard("deploy", "missing", TIME, null, null), List.of());
    assertThat(cli.run("shared-user", "check", "deploy")).isEqualTo(5);
    assertThat(cli.err()).contains("shared-user policy deploy");
    checked(new Guards.Guard("deploy", "missing", TIME, "olivia", TIME), List.of());
    assertThat(cli.run("shared-user", "check", "deploy", "--json")).as(cli.err()).isZero();
    assertThat(cli.out()).contains("\"acceptedBy\" : \"olivia\"");
  }

  private void checked(Guards.Guard guard, List<String> lacks) {
    broker.with(
        "POST",
        "/v1/shared-users/deploy/policy-check",
        200,
        new Guards.Check(guard, "arn:aws:iam::1:user/deploy", "same", List.of(), lacks, List.of()));
  }

  @Test
  void acceptsAndWithdrawsThatThereIsNoGuard() {
    Guards.Guard accepted = new Guards.Guard("deploy", "missing", TIME, "olivia", TIME);
    broker.with("PUT", "/v1/shared-users/deploy/guard-acceptance", 200, accepted);
    assertThat(cli.run("shared-user", "accept-unguarded", "deploy")).as(cli.err()).isZero();
    assertThat(cli.err()).contains("On record: olivia accepts");
    Guards.Guard without = new Guards.Guard("deploy", "missing", TIME, null, null);
    broker.with("DELETE", "/v1/shared-users/deploy/guard-acceptance", 200, without);
    assertThat(cli.run("shared-user", "accept-unguarded", "deploy", "--withdraw")).isZero();
    assertThat(cli.err()).contains("with the guard alone");
  }

  @Test
  void importsAKeyFromAwssCsvFile() throws IOException {
    cli.person.leaves();
    Path csv = home.resolve("accessKeys.csv");
    String secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    Files.writeString(
        csv, "\ufeffAccess key ID,Secret access key\r\nAKIAIOSFODNN7EXAMPLE," + secret + "\r\n");
    imports("--key-file", csv.toString());
    assertThat(broker.requests().getLast())
        .contains("\"accessKeyId\":\"AKIAIOSFODNN7EXAMPLE\"", secret + "\"");
    assertThat(cli.err()).contains("until it is rotated").doesNotContain("wJalr");
  }

  @Test
  void importsAKeyThatIsTyped() {
    cli.person.willType("AKIAIOSFODNN7EXAMPLE", "typed-secret", "");
    imports();
    assertThat(cli.person.seen()).contains("Secret access key: [secretly] ");
    assertThat(broker.requests().getLast()).contains("\"secretAccessKey\":\"typed-secret\"");
    assertThat(cli.err()).contains("broker-cli rotation start deploy");
  }

  @Test
  void rotatesAnImportedKeyAtOnceWhereThatIsAnswered() {
    broker.with("POST", "/v1/shared-users/deploy/rotation", 200, rotation("running", null));
    cli.person.willType("AKIAIOSFODNN7EXAMPLE", "typed-secret", "y");
    imports();
    assertThat(broker.requests().getLast()).isEqualTo("POST /v1/shared-users/deploy/rotation");
    assertThat(cli.err()).contains("rotation show deploy --follow");
  }

  @Test
  void showsHowOldAKeyIsAndWarnsBesideTheTable() {
    SharedUser old = sharedUser("The key AKIA1 of deploy is 100 days old.");
    broker.with("GET", "/v1/shared-users", 200, List.of(old));
    assertThat(cli.run("shared-user", "list")).as(cli.err()).isZero();
    assertThat(cli.out()).contains("KEY AGE", age(), "yes").doesNotContain("100 days");
    assertThat(cli.err()).contains("The key AKIA1 of deploy is 100 days old.");
    broker.with("GET", "/v1/shared-users/deploy", 200, old);
    assertThat(cli.run("shared-user", "show", "deploy")).as(cli.err()).isZero();
    assertThat(cli.out()).contains("AKIA1", age());
    assertThat(cli.err()).contains("100 days old");
  }

  private String age() {
    return Duration.between(TIME, cli.clock.instant()).toDays() + "d";
  }

  @Test
  void probesAnAccountUntilItHasEnded() {
    probe("POST", "begun", null, null);
    probe("GET", "done", true, null);
    assertThat(cli.run("shared-user", "probe-sessions", "deploy")).as(cli.err()).isZero();
    assertThat(cli.err()).contains("lets sessions outlive");
    probe("GET", "done", false, null);
    assertThat(cli.run("shared-user", "probe-sessions", "deploy", "--show", "--json")).isZero();
    assertThat(cli.out()).contains("\"outlive\" : false");
    probe("GET", "held", null, "a key appeared");
    assertThat(cli.run("shared-user", "probe-sessions", "deploy")).isEqualTo(5);
    assertThat(cli.err()).contains("is held: a key appeared");
    probe("GET", "made", null, null);
    assertThat(cli.run("shared-user", "probe-sessions", "deploy", "--wait", "2")).isEqualTo(7);
  }

  private void probe(
      String method, String state, @Nullable Boolean outlive, @Nullable String detail) {
    broker.with(
        method,
        "/v1/shared-users/deploy/session-probe",
        200,
        new Probes.SessionProbe(
            "q-1", "123456789012", TIME, state, TIME, "AKIA9", outlive, detail));
  }

  @Test
  void adoptsAUserForAnotherMember() {
    broker.with("POST", "/v1/accounts/123456789012/adoptions", 200, sharedUser());
    assertThat(
            cli.run(
                "shared-user",
                "adopt",
                "deploy",
                "--account",
                "123456789012",
                "--user",
                "deploy",
                "--owner",
                "olivia"))
        .as(cli.err())
        .isZero();
    assertThat(broker.requests().getLast())
        .endsWith("{\"name\":\"deploy\",\"userName\":\"deploy\",\"owner\":\"olivia\"}");
    assertThat(cli.err()).contains("olivia owns it");
  }

  @Test
  void retiresInTwoStepsAndSaysWhatIsLeft() {
    Retirements.Key key = new Retirements.Key("AKIA1", "inactive", "2026-01-01 for s3 in eu");
    Retirements.Retirement retirement =
        new Retirements.Retirement("deploy", List.of(key), List.of("AKIA2"), false);
    broker.with("POST", "/v1/shared-users/deploy/retirement", 200, retirement);
    assertThat(cli.run("shared-user", "retire", "deploy")).as(cli.err()).isZero();
    assertThat(cli.out()).contains("AKIA1", "inactive", "for s3 in eu");
    assertThat(cli.err()).contains("AKIA2 is not of the broker", "retire deploy --delete");
    broker.with("POST", "/v1/shared-users/deploy/retirement/end", 200, retirement);
    assertThat(cli.run("shared-user", "retire", "deploy", "--hand-back")).isZero();
    assertThat(broker.requests().getLast()).endsWith("{\"keys\":\"hand-back\"}");
    assertThat(cli.run("shared-user", "retire", "deploy", "--delete", "--hand-back")).isEqualTo(2);
  }

  @Test
  void listsRotationsAndShowsTheLatestStepByStep() {
    broker.with("GET", "/v1/rotations", 200, List.of(rotation("held", "somebody uses AKIA1")));
    assertThat(cli.run("rotation", "list")).as(cli.err()).isZero();
    assertThat(cli.out()).contains("deploy", "held", "switched", "somebody uses AKIA1");

    broker.with(
        "GET", "/v1/shared-users/deploy/rotations", 200, List.of(rotation("running", null)));
    shownAs(rotation("running", null));
    assertThat(cli.run("rotation", "show", "deploy")).as(cli.err()).isZero();
    assertThat(cli.out()).contains("WHEN", "switched", "AKIA2 serves");
    assertThat(cli.run("rotation", "show", "deploy", "--run", "w-1", "--json")).isZero();
    assertThat(cli.out()).contains("\"says\" : \"AKIA2 serves\"");
    assertThat(cli.run("rotation", "history", "deploy")).isZero();
    assertThat(cli.out()).contains("w-1", "olivia", "AKIA1", "AKIA2");
  }

  @Test
  void followsARotationUntilItEndsOrIsHeld() {
    broker.with("POST", "/v1/shared-users/deploy/rotation", 200, rotation("running", null));
    shownAs(rotation("done", null));
    assertThat(cli.run("rotation", "start", "deploy", "--follow")).as(cli.err()).isZero();
    assertThat(cli.out()).isEqualTo("2026-01-02T03:04:05Z  switched  AKIA2 serves\n");
    shownAs(rotation("held", "somebody uses AKIA1"));
    assertThat(cli.run("rotation", "start", "deploy", "--follow")).isEqualTo(5);
    assertThat(cli.err()).contains("It is held: somebody uses AKIA1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rotation undo deploy   | POST /v1/shared-users/deploy/rotation/undo",
        "rotation hold deploy   | POST /v1/shared-users/deploy/rotation/hold",
        "rotation resume deploy | POST /v1/shared-users/deploy/rotation/resume",
        "rotation resume deploy --candidate keep"
            + " | POST /v1/shared-users/deploy/rotation/resume?candidate=keep",
      })
  void tellsWhereARotationIsAfterwards(String line, String request) {
    String[] parts = request.strip().split(" ", 2);
    broker.with(parts[0], parts[1], 200, rotation("held", "a member held it"));
    assertThat(cli.run(line.strip().split("\\s+"))).as(cli.err()).isZero();
    assertThat(broker.requests().getLast()).isEqualTo(request.strip());
    assertThat(cli.err()).contains("The rotation of deploy is held", "a member held it");
  }

  @Test
  void proposesAConsumerAndConfirmsTheOneThatItHasSeen() throws IOException {
    Consumers.Consumer proposed = consumer("proposed", null);
    String path = "/v1/shared-users/deploy/consumers";
    broker.with("POST", path, 201, proposed);
    Path jwk = Files.writeString(home.resolve("jwk"), "{}\n");
    assertThat(
            cli.run(
                ("consumer propose deploy ci --kind https --destination https://ci.example/key"
                        + " --force-after 2h --public-key-file "
                        + jwk)
                    .split(" ")))
        .as(cli.err())
        .isZero();
    assertThat(broker.requests().getLast())
        .contains("\"kind\":\"https\"", "\"forceAfterSeconds\":7200", "\"publicKey\":\"{}\"");
    assertThat(cli.err()).contains("consumer confirm deploy ci");

    broker.with("GET", path, 200, List.of(proposed));
    broker.with("POST", path + "/ci/confirm", 200, consumer("confirmed", "bob"));
    assertThat(cli.run("consumer", "confirm", "deploy", "ci")).as(cli.err()).isZero();
    assertThat(broker.requests().getLast()).endsWith("{\"id\":\"c-1\"}");
    assertThat(cli.out()).contains("https://ci.example/key", "forced after PT2H", "olivia, bob");
    assertThat(cli.run("consumer", "confirm", "deploy", "other")).isEqualTo(6);

    assertThat(cli.run("consumer", "list", "deploy")).isZero();
    assertThat(cli.out()).contains("proposed", "AKIA2 pushed");
    broker.with("DELETE", path + "/ci", 204, null);
    assertThat(cli.run("consumer", "withdraw", "deploy", "ci")).as(cli.err()).isZero();
    broker.with("POST", path + "/ci/acknowledgement", 200, rotation("running", null));
    assertThat(cli.run("consumer", "acknowledge", "deploy", "ci")).as(cli.err()).isZero();
    assertThat(cli.out()).contains("running", "switched");
  }

  private static Consumers.Consumer consumer(String state, @Nullable String confirmedBy) {
    return new Consumers.Consumer(
        "c-1",
        "deploy",
        "ci",
        "https",
        "https://ci.example/key",
        "{}",
        7200,
        state,
        "olivia",
        TIME,
        confirmedBy,
        confirmedBy == null ? null : TIME,
        new Consumers.Served("AKIA2", "pushed", null, TIME));
  }

  @Test
  void showsAndSetsWhenAKeyIsReplaced() {
    String path = "/v1/shared-users/deploy/rotation-schedule";
    broker.with("GET", path, 200, new Rotations.Schedule("deploy", true, "90d", null, TIME));
    assertThat(cli.run("rotation", "schedule", "deploy")).as(cli.err()).isZero();
    assertThat(cli.out()).contains("90d", "by the configuration", TIME.toString());

    broker.with(
        "PUT", path, 200, new Rotations.Schedule("deploy", false, null, "0 2 1 * * UTC", null));
    assertThat(cli.run("rotation", "schedule", "deploy", "--cron", "0 2 1 * * UTC")).isZero();
    assertThat(broker.requests().getLast()).endsWith("{\"cron\":\"0 2 1 * * UTC\"}");
    assertThat(cli.out()).contains("0 2 1 * * UTC", "by an owner");
    assertThat(cli.run("rotation", "schedule", "deploy", "--period", "30d")).isZero();
    assertThat(broker.requests().getLast()).endsWith("{\"period\":\"30d\"}");

    broker.with("DELETE", path, 200, new Rotations.Schedule("deploy", true, "none", null, null));
    assertThat(cli.run("rotation", "schedule", "deploy", "--period", "inherit")).isZero();
    assertThat(broker.requests().getLast()).isEqualTo("DELETE " + path);
  }

  private void shownAs(Rotations.Rotation rotation) {
    broker.with(
        "GET",
        "/v1/rotations/w-1",
        200,
        new Rotations.Timeline(
            rotation, List.of(new Rotations.Event(TIME, "switched", "AKIA2 serves"))));
  }

  private static Rotations.Rotation rotation(String state, @Nullable String held) {
    return new Rotations.Rotation(
        "w-1",
        "deploy",
        "123456789012",
        "member",
        "olivia",
        TIME,
        state,
        "switched",
        TIME,
        held,
        held == null ? null : "member",
        null,
        null,
        "AKIA1",
        "AKIA2",
        null);
  }

  @Test
  void takesNoSecretFromTheCommandLine() {
    assertThat(cli.run("shared-user", "import", "deploy", "AKIAIOSFODNN7EXAMPLE", "s3cr3t"))
        .isEqualTo(2);
    assertThat(broker.requests()).noneMatch(request -> request.contains("s3cr3t"));
  }

  @Test
  void saysWhichFilesHoldAKey() throws IOException {
    Path file = Files.writeString(home.resolve("f"), "nothing here");
    assertThat(cli.run("shared-user", "import", "deploy", "--key-file", file.toString()))
        .isEqualTo(2);
    assertThat(cli.err()).contains("holds no access key", "accessKeys.csv");
  }

  @Test
  void addsAnMfaDeviceByASeedFile() throws IOException {
    Path seed = Files.writeString(home.resolve("seed"), "JBSWY3DPEHPK3PXP\n");
    broker.with("POST", "/v1/shared-users/deploy/mfa-devices", 200, sharedUser());
    assertThat(
            cli.run(
                "shared-user",
                "mfa-device",
                "add",
                "deploy",
                "arn:aws:iam::1:mfa/x",
                "--seed-file",
                seed.toString()))
        .as(cli.err())
        .isZero();
    assertThat(broker.requests().getLast())
        .endsWith(
            "{\"serialNumber\":\"arn:aws:iam::1:mfa/x\",\"base32Seed\":\"JBSWY3DPEHPK3PXP\"}");
  }

  @Test
  void grantsWithEveryLimitAndPrintsTheId() throws IOException {
    Path policy = Files.writeString(home.resolve("p.json"), "{}");
    broker.with("POST", "/v1/shared-users/deploy/grants", 200, grant());
    assertThat(
            cli.run(
                "grant",
                "add",
                "deploy",
                "--kind",
                "role",
                "--member",
                "alice",
                "--role",
                "arn:aws:iam::1:role/x",
                "--aws-mfa",
                "none",
                "--default-duration",
                "30m",
                "--maximum-duration",
                "1h",
                "--second-factor-age",
                "0",
                "--source-network",
                "10.0.0.0/8",
                "--not-before",
                "2026-01-01T00:00:00Z",
                "--not-after",
                "2027-01-01T00:00:00Z",
                "--session-policy",
                policy.toString(),
                "--tag",
                "team=ops"))
        .as(cli.err())
        .isZero();
    assertThat(cli.out()).isEqualTo("g-1\n");
    assertThat(broker.requests().getLast())
        .endsWith(
            "{\"kind\":\"role\",\"member\":\"alice\",\"roles\":[\"arn:aws:iam::1:role/x\"],"
                + "\"awsMfa\":\"none\",\"defaultDurationSeconds\":1800,\"maximumDurationSeconds\":3600,"
                + "\"secondFactorAgeSeconds\":0,\"sourceNetworks\":[\"10.0.0.0/8\"],"
                + "\"notBefore\":\"2026-01-01T00:00:00Z\",\"notAfter\":\"2027-01-01T00:00:00Z\","
                + "\"sessionPolicy\":\"{}\",\"tags\":{\"team\":\"ops\"}}");
  }

  @Test
  void grantsToAMemberOrATeamNotBoth() {
    assertThat(cli.run("grant", "add", "deploy", "--kind", "session")).isEqualTo(2);
    assertThat(
            cli.run("grant", "add", "deploy", "--kind", "session", "--member", "a", "--team", "b"))
        .isEqualTo(2);
    assertThat(
            cli.run(
                "grant",
                "add",
                "deploy",
                "--kind",
                "session",
                "--team",
                "a",
                "--default-duration",
                "1x"))
        .isEqualTo(3);
    assertThat(cli.err()).contains("--default-duration takes a duration such as 900, 45m or 1h30m");
  }

  @Test
  void saysWhomItConfirmedAndWarnsWhereTheAdminWhoReEnrolledIsTheOneWhoConfirms() {
    confirmation("POST", "/v1/shared-users/deploy/members/bob/confirm", "owner");
    assertThat(cli.run("shared-user", "confirm-member", "deploy", "bob")).as(cli.err()).isZero();
    assertThat(cli.err()).contains("what bob has of deploy holds again").doesNotContain("Warning");

    confirmation("POST", "/v1/grants/g-1/confirm", "owner");
    assertThat(cli.run("grant", "confirm", "g-1")).as(cli.err()).isZero();
    confirmation("POST", "/v1/grants/g-1/confirm?member=bob", "same-admin");
    assertThat(cli.run("grant", "confirm", "g-1", "--member", "bob")).as(cli.err()).isZero();
    assertThat(cli.err()).contains("Warning: you enrolled bob anew yourself");
  }

  @Test
  void provesAKeyToStayAnOwner() throws IOException {
    Path file =
        Files.writeString(
            home.resolve("key"), "AKIAIOSFODNN7EXAMPLE\n" + "s3cr3t".repeat(7).substring(2) + "\n");
    confirmation("POST", "/v1/shared-users/deploy/key-proof", "key");
    assertThat(cli.run("shared-user", "prove-key", "deploy", "--key-file", file.toString()))
        .as(cli.err())
        .isZero();
    assertThat(broker.requests().getLast()).contains("\"secretAccessKey\":\"cr3ts3cr3t");
  }

  private void confirmation(String method, String path, String grounds) {
    broker.with(method, path, 200, new SharedUsers.Confirmation("bob", "deploy", grounds));
  }

  @Test
  void containsAndWaitsUntilTheDenyIsInEffect() {
    broker.with("POST", "/v1/containment/shared-users/deploy", 200, containment("begun"));
    broker.with("GET", "/v1/containment", 200, containment("effective"));
    assertThat(cli.run("contain", "shared-user", "deploy")).as(cli.err()).isZero();
    assertThat(cli.err()).contains("Stopped: shared-user deploy", "Sessions of roles run on");
    assertThat(cli.out()).contains("deploy", "effective");
  }

  @Test
  void saysWhatIsNotDoneThoughItIsStopped() {
    broker.with("POST", "/v1/containment/all", 200, containment("begun"));
    broker.with("GET", "/v1/containment", 200, containment("failed"));
    assertThat(cli.run("contain", "all")).isEqualTo(7);
    assertThat(cli.out()).contains("failed", "AWS said no");
    assertThat(cli.err()).contains("Issuing is stopped, but not every deny");
    broker.with("GET", "/v1/containment", 200, containment("put"));
    assertThat(cli.run("contain", "all", "--wait", "0")).isEqualTo(7);
  }

  @Test
  void namesTheSharedUsersWhoseSessionsAContainedMemberMayHave() {
    broker.with("POST", "/v1/containment/members/bob", 200, containment("none"));
    assertThat(cli.run("contain", "member", "bob")).as(cli.err()).isZero();
    assertThat(cli.err()).contains("broker-cli contain shared-user deploy");
  }

  @Test
  void releasesAndSaysWhatStaysStopped() {
    Containment left = new Containment(List.of("all, by the operator"), List.of());
    broker.with("DELETE", "/v1/containment/all", 200, left);
    broker.with("DELETE", "/v1/containment/shared-users/deploy?deny=lift", 200, left);
    assertThat(cli.run("release", "all")).as(cli.err()).isZero();
    assertThat(cli.err()).contains("still stopped: all, by the operator");
    assertThat(cli.run("release", "shared-user", "deploy", "--lift-deny")).as(cli.err()).isZero();
    assertThat(broker.requests().getLast()).contains("deny=lift");
  }

  private static Containment containment(String state) {
    return new Containment(
        List.of("shared-user deploy"),
        List.of(new Containments.Deny("deploy", state, TIME, "AWS said no")));
  }

  @Test
  void tellsWhoseSessionAnAccessKeyIdIs() {
    Sessions.Issued issued =
        new Sessions.Issued(
            "ASIAX",
            "alice",
            "laptop",
            "deploy",
            "123456789012",
            "role",
            "g-1",
            "AKIAX",
            null,
            TIME,
            TIME,
            "r-9",
            null);
    broker.with("GET", "/v1/sessions/ASIAX", 200, issued);
    assertThat(cli.run("who", "ASIAX")).as(cli.err()).isZero();
    assertThat(cli.out()).contains("alice", "laptop", "r-9");
  }

  @Test
  void setsAManagementPrincipalByRole() {
    broker.with("PUT", "/v1/accounts/123456789012/management-principal", 204, null);
    assertThat(
            cli.run(
                "shared-user",
                "management-principal",
                "set",
                "123456789012",
                "--role-arn",
                "arn:x",
                "--external-id",
                "e"))
        .as(cli.err())
        .isZero();
    assertThat(broker.requests().getLast())
        .endsWith("{\"roleArn\":\"arn:x\",\"externalId\":\"e\"}");
  }

  @Test
  void exportsTheAuditTrailPageByPage() {
    page(
        0,
        "{\"epoch\":1,\"number\":1,\"body\":\"{}\",\"hash\":\"aa\"}\n{\"epoch\":1,\"number\":2,\"body\":\"{}\",\"hash\":\"bb\"}\n");
    page(2, "{\"epoch\":1,\"number\":3,\"body\":\"{}\",\"hash\":\"cc\"}\n");
    page(3, "");
    assertThat(cli.run("audit", "export")).as(cli.err()).isZero();
    assertThat(cli.out().lines()).hasSize(3);
    assertThat(cli.err()).contains("up to record 3 of epoch 1");
    Path file = home.resolve("trail.ndjson");
    assertThat(cli.run("audit", "export", "--output", file.toString())).as(cli.err()).isZero();
    assertThat(file).content().hasLineCount(3);
  }

  private void page(int after, String lines) {
    broker.withText("GET", "/v1/audit?epoch=1&after=" + after + "&limit=1000", lines);
  }

  private void imports(String... options) {
    broker.with("POST", "/v1/shared-users", 200, sharedUser());
    String[] line =
        Stream.concat(Stream.of("shared-user", "import", "deploy"), Stream.of(options))
            .toArray(String[]::new);
    assertThat(cli.run(line)).as(cli.err()).isZero();
  }

  private static Members.Member member(String name, Members.Device... devices) {
    return new Members.Member("m-2", name, "active", List.of(), List.of(), List.of(devices));
  }

  private static Members.Device device(String id, String state) {
    return new Members.Device(id, "phone", "FINGER", state, TIME);
  }

  private static SharedUser sharedUser(String... warnings) {
    return new SharedUser(
        "deploy",
        "123456789012",
        "aws",
        "deploy",
        "AIDATEST",
        "active",
        true,
        List.of(new SharedUsers.AccessKey("AKIA1", "current", true, TIME, TIME)),
        List.of(),
        List.of("alice"),
        List.of(),
        List.of(warnings));
  }

  private static Grant grant() {
    return new Grant(
        "g-1", "deploy", "role", "active", "alice", null, List.of(), "none", 1800, 3600, null,
        List.of(), null, null, null, Map.of(), List.of());
  }
}
