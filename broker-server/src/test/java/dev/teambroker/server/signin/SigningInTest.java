package dev.teambroker.server.signin;

import static dev.teambroker.server.signin.SharedBroker.ADMIN;
import static dev.teambroker.server.signin.SharedBroker.CLOCK;
import static dev.teambroker.server.signin.SharedBroker.ONE;
import static dev.teambroker.server.signin.SharedBroker.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tokens, refreshing and the second factor's age, over two replicas. */
class SigningInTest {
  @Test
  void tellsWhoIsSignedInOnEitherReplica() {
    Person anna = ADMIN.brings(ONE, "anna", "auditor");

    Answer me = anna.device().get(OTHER, "/v1/me").expect(200);
    assertThat(me.text("memberName")).isEqualTo("anna");
    assertThat(me.text("deviceName")).isEqualTo("anna's laptop");
    assertThat(me.json().path("roles").toString()).isEqualTo("[\"auditor\"]");
    assertThat(Instant.parse(me.text("secondFactorVerifiedAt"))).isEqualTo(CLOCK.instant());
  }

  @Test
  void deniesWhatHasNoTokenAndWhatDoesNotExist() {
    ClientDevice stranger = new ClientDevice(CLOCK);
    stranger.get(ONE, "/v1/me").expect(ProblemType.SIGN_IN_REQUIRED);
    stranger.get(ONE, "/v1/nowhere").expect(ProblemType.SIGN_IN_REQUIRED);
    stranger.get(ONE, "/").expect(ProblemType.SIGN_IN_REQUIRED);
    assertThat(stranger.get(ONE, "/v1/me").header("WWW-Authenticate")).startsWith("DPoP");
  }

  @Test
  void endsAnAccessTokenAfterFiveMinutesAndASignInAfterTwelveHours() {
    Person ben = ADMIN.brings(ONE, "ben");
    CLOCK.pass(Duration.ofMinutes(5));
    ben.device().get(ONE, "/v1/me").expect(ProblemType.SIGN_IN_REQUIRED);
    ben.device().refresh(OTHER).expect(200);
    ben.device().get(ONE, "/v1/me").expect(200);
    CLOCK.pass(Duration.ofHours(12));
    ben.device().refresh(ONE).expect(ProblemType.INVALID_GRANT);
  }

  @Test
  void aRefreshDoesNotRenewTheSecondFactor() {
    Person carl = ADMIN.brings(ONE, "carl");
    Instant verified = CLOCK.instant();
    CLOCK.pass(Duration.ofMinutes(4));
    carl.device().refresh(ONE).expect(200);
    assertThat(carl.device().get(OTHER, "/v1/me").text("secondFactorVerifiedAt"))
        .isEqualTo(verified.toString());

    carl.verifies(OTHER).expect(204);
    assertThat(carl.device().get(ONE, "/v1/me").text("secondFactorVerifiedAt"))
        .isEqualTo(CLOCK.instant().toString());
  }

  @Test
  void aRefreshTokenThatIsUsedTwiceEndsTheSignIn() {
    Person dora = ADMIN.brings(ONE, "dora");
    String used = dora.device().refreshToken();
    dora.device().refresh(ONE).expect(200);
    dora.device().get(OTHER, "/v1/me").expect(200);

    dora.device().refresh(OTHER, used).expect(ProblemType.INVALID_GRANT);

    dora.device().get(ONE, "/v1/me").expect(ProblemType.SIGN_IN_REQUIRED);
    dora.device().refresh(ONE).expect(ProblemType.INVALID_GRANT);
    assertThat(SharedBroker.records("sign-in.ended", "dora")).isEqualTo(1);
  }

  @Test
  void ofOneRefreshTokenAtBothReplicasAtOnceOneUseGoesThroughAndTheSignInEnds() {
    Person dirk = ADMIN.brings(ONE, "dirk");
    String token = dirk.device().refreshToken();
    List<Answer> answers =
        AtOnce.all(
            List.of(
                () -> dirk.device().refresh(ONE, token),
                () -> dirk.device().refresh(OTHER, token)));
    assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSizeLessThanOrEqualTo(1);
    assertThat(answers).anyMatch(answer -> answer.is(ProblemType.INVALID_GRANT));
    dirk.device().get(ONE, "/v1/me").expect(ProblemType.SIGN_IN_REQUIRED);
    dirk.device().refresh(OTHER).expect(ProblemType.INVALID_GRANT);
    assertThat(SharedBroker.records("sign-in.ended", "dirk")).isEqualTo(1);
  }

  @Test
  void stolenTokensAreWorthNothingWithoutTheKeyAndTheirUseEndsNothing() {
    Person emil = ADMIN.brings(ONE, "emil");
    ClientDevice thief = emil.device().thief();
    thief.get(ONE, "/v1/me").expect(ProblemType.SIGN_IN_REQUIRED);
    thief.refresh(ONE).expect(ProblemType.INVALID_GRANT);

    Person fred = ADMIN.brings(ONE, "fred");
    fred.device().refresh(ONE, emil.device().refreshToken()).expect(ProblemType.INVALID_GRANT);
    emil.device().refresh(ONE).expect(200);
  }

  @Test
  void signingOutEndsTheSignInEverywhere() {
    Person gerd = ADMIN.brings(ONE, "gerd");
    gerd.device().delete(ONE, "/v1/sign-in").expect(204);
    gerd.device().get(OTHER, "/v1/me").expect(ProblemType.SIGN_IN_REQUIRED);
    gerd.device().refresh(OTHER).expect(ProblemType.INVALID_GRANT);
  }

  @Test
  void aSuspendedMemberIsStoppedAtOnceAndSignsInAnewOnceResumed() {
    Person hugo = ADMIN.brings(ONE, "hugo");
    ADMIN.fresh(ONE).post(ONE, "/v1/members/hugo/suspend", "").expect(204);
    hugo.device().get(OTHER, "/v1/me").expect(ProblemType.SIGN_IN_REQUIRED);
    CLOCK.nextStep();
    hugo.device().signIn(OTHER, hugo.app().code()).expect(ProblemType.SUSPENDED);

    ADMIN.fresh(ONE).post(OTHER, "/v1/members/hugo/resume", "").expect(204);
    hugo.device().get(OTHER, "/v1/me").expect(ProblemType.SIGN_IN_REQUIRED);
    hugo.signsIn(OTHER).device().get(ONE, "/v1/me").expect(200);
  }

  @Test
  void aCodeOnOneDeviceGivesAnotherNothing() {
    Person ines = ADMIN.brings(ONE, "ines");
    Person tablet = Tablets.addedBy(ines);
    tablet.signsIn(ONE);
    Instant there = CLOCK.instant();
    CLOCK.pass(Duration.ofMinutes(2));
    ines.fresh(ONE);
    ines.verifies(ONE).expect(204);
    assertThat(tablet.device().get(ONE, "/v1/me").text("secondFactorVerifiedAt"))
        .isEqualTo(there.toString());
  }

  @Test
  void refusesTokenRequestsThatAreNoForm() {
    Person jana = ADMIN.brings(ONE, "jana");
    jana.device().token(ONE, "").expect(ProblemType.INVALID_REQUEST);
    jana.device()
        .token(ONE, "grant_type=password&code=1")
        .expect(ProblemType.INVALID_REQUEST)
        .detail()
        .contains("grant_type");
    jana.device()
        .token(ONE, "grant_type=refresh_token&refresh_token=a&refresh_token=b")
        .expect(ProblemType.INVALID_REQUEST);
    jana.device()
        .signIn(ONE, "12345")
        .expect(ProblemType.INVALID_REQUEST)
        .detail()
        .contains("six digits");
  }
}
