package dev.teambroker.server.signin;

import static dev.teambroker.server.signin.SharedBroker.ADMIN;
import static dev.teambroker.server.signin.SharedBroker.CLOCK;
import static dev.teambroker.server.signin.SharedBroker.ONE;
import static dev.teambroker.server.signin.SharedBroker.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** From a link to a device that signs in, over two replicas. */
class EnrolmentTest {
  @Test
  void bindsAnInvitationToTheFirstKeyThatPresentsIt() {
    String code = ADMIN.invitationFor(ONE, "tess");
    Person tess = person("tess");
    Answer first = tess.start(ONE, code).expect(201);

    person("tess").start(OTHER, code).expect(ProblemType.INVITATION_REFUSED);

    Answer again = tess.start(OTHER, code).expect(201);
    assertThat(again.text("enrolmentId")).isEqualTo(first.text("enrolmentId"));
    assertThat(again.text("otpauthUri")).isEqualTo(first.text("otpauthUri"));
    assertThat(first.text("otpauthUri"))
        .startsWith("otpauth://totp/")
        .contains("tess", "algorithm=SHA1", "digits=6", "period=30");
    assertThat(first.text("deviceFingerprint")).isEqualTo(tess.device().fingerprint());
  }

  @Test
  void takesTwoConsecutiveCodesOfTheNewFactorAndNoOthers() {
    Person udo = person("udo");
    Answer started = udo.start(ONE, ADMIN.invitationFor(ONE, "udo")).expect(201);
    String id = started.text("enrolmentId");
    udo.learns(started.text("otpauthUri"));
    udo.finish(ONE, id, udo.app().code(), udo.app().code()).expect(ProblemType.CODE_REFUSED);
    udo.finish(ONE, id, udo.app().code(), "").expect(ProblemType.INVALID_REQUEST);
    new Stranger().finish(id).expect(ProblemType.INVITATION_REFUSED);
    udo.finish(OTHER, id).expect(200);
    udo.finish(ONE, id).expect(ProblemType.INVITATION_REFUSED);
  }

  @Test
  void theCodesOfAnEnrolmentSignInNobodyWhoHasToWaitOrWhoseSignInsEndWithIt() {
    Person ulla = person("ulla");
    Answer waiting = ulla.enrol(ONE, ADMIN.invitationFor(ONE, "ulla")).expect(200);
    assertThat(waiting.json().has("signIn")).isFalse();
    ADMIN.confirms(ONE, ulla).expect(204);
    ulla.signsIn(ONE);

    Answer recovery = recover(ulla, ulla.recoveryCodes().getFirst()).expect(201);
    ulla.learns(recovery.text("otpauthUri"));
    Answer recovered = ulla.finish(OTHER, recovery.text("enrolmentId")).expect(200);
    assertThat(recovered.json().has("signIn")).isFalse();
  }

  @Test
  void aNewMemberWaitsUntilTheInviterHasComparedTheFingerprint() {
    Person otto = ADMIN.brings(ONE, "otto", "admin");
    Person vera = ADMIN.invites(ONE, "vera");
    CLOCK.nextStep();
    vera.device().signIn(ONE, vera.app().code()).expect(ProblemType.PENDING);
    assertThat(ADMIN.fresh(ONE).get(ONE, "/v1/members/vera").text("state")).isEqualTo("pending");

    otto.confirms(ONE, vera).expect(ProblemType.FORBIDDEN);
    ADMIN
        .confirms(ONE, vera, new ClientDevice(CLOCK).fingerprint())
        .expect(ProblemType.INVALID_REQUEST)
        .detail()
        .contains("fingerprint");
    ADMIN.confirms(OTHER, vera).expect(204);
    vera.signsIn(ONE);
    ADMIN.confirms(OTHER, vera).expect(ProblemType.CONFLICT);
  }

  @Test
  void anInvitationEndsAfterThreeDaysAndWhenANewOneIsMade() {
    String late = ADMIN.invitationFor(ONE, "walt");
    String replaced = ADMIN.invitationFor(ONE, "xara");
    String fresh =
        Person.codeIn(
            ADMIN
                .fresh(ONE)
                .post(ONE, "/v1/members/xara/invitations", "{}")
                .expect(201)
                .text("link"));
    person("xara").start(ONE, replaced).expect(ProblemType.INVITATION_REFUSED);
    person("xara").start(ONE, fresh).expect(201);
    CLOCK.pass(Duration.ofDays(3));
    person("walt").start(ONE, late).expect(ProblemType.INVITATION_REFUSED);
  }

  @Test
  void aFurtherDeviceTakesAFreshCodeAndAConfirmationFromTheOldOne() {
    Person yuri = ADMIN.brings(ONE, "yuri");
    CLOCK.pass(Duration.ofMinutes(4));
    yuri.device().refresh(ONE).expect(200);
    CLOCK.pass(Duration.ofMinutes(2));
    yuri.device()
        .post(ONE, "/v1/devices/invitations", "{}")
        .expect(ProblemType.SECOND_FACTOR_REQUIRED);

    Person tablet = Tablets.enrolledBy(yuri);
    assertThat(tablet.recoveryCodes()).isEmpty();
    CLOCK.nextStep();
    tablet.device().signIn(ONE, yuri.app().code()).expect(ProblemType.PENDING);
    yuri.confirms(ONE, tablet).expect(204);
    tablet.signsIn(OTHER);
    assertThat(ADMIN.fresh(ONE).get(ONE, "/v1/members/yuri").text("state")).isEqualTo("active");
  }

  @Test
  void aRecoveryCodeBeginsANewFactorOnceAndSignsNobodyIn() {
    Person zoe = ADMIN.brings(ONE, "zoe");
    assertThat(zoe.recoveryCodes()).hasSize(10);
    String code = zoe.recoveryCodes().getFirst();
    Answer started = recover(zoe, code).expect(201);
    recover(zoe, code).expect(ProblemType.CODE_REFUSED);
    zoe.device().get(ONE, "/v1/me").expect(200);

    Authenticator old = zoe.app();
    zoe.learns(started.text("otpauthUri"));
    zoe.finish(OTHER, started.text("enrolmentId")).expect(200);
    assertThat(zoe.recoveryCodes()).hasSize(10).doesNotContain(code);
    zoe.device().get(ONE, "/v1/me").expect(ProblemType.SIGN_IN_REQUIRED);
    CLOCK.nextStep();
    zoe.device().signIn(ONE, old.code()).expect(ProblemType.CODE_REFUSED);
    zoe.signsIn(ONE);
  }

  @Test
  void anAdminsResetEndsTheSignInsAndLeavesTheGrantsToAnOwner() {
    Person abby = ADMIN.brings(ONE, "abby");
    ADMIN.fresh(ONE).post(ONE, "/v1/members/abby/second-factor/reset", "").expect(204);
    abby.device().get(OTHER, "/v1/me").expect(ProblemType.SIGN_IN_REQUIRED);
    CLOCK.nextStep();
    abby.device().signIn(ONE, abby.app().code()).expect(ProblemType.CODE_REFUSED);

    String code =
        Person.codeIn(
            ADMIN
                .fresh(ONE)
                .post(ONE, "/v1/members/abby/invitations", "{}")
                .expect(201)
                .text("link"));
    Person anew = abby.atAnotherDevice();
    anew.enrol(OTHER, code).expect(200);
    ADMIN.confirms(ONE, anew).expect(204);
    anew.signsIn(ONE);
    var abbysRow = ONE.bean(dev.teambroker.server.member.Members.class).named("abby").orElseThrow();
    assertThat(abbysRow.reEnrolments())
        .as("the reset and the new device")
        .extracting(one -> one.number())
        .containsExactly(1, 2);
  }

  @Test
  void answersUnknownEnrolmentsAndBadNamesWithProblems() {
    person("x").finish(ONE, "nonsense", "1", "2").expect(ProblemType.NOT_FOUND);
    String code = ADMIN.invitationFor(ONE, "cleo");
    new ClientDevice(CLOCK)
        .enter(
            ONE, "/v1/enrolments", "{\"invitationCode\": \"" + code + "\", \"deviceName\": \" \"}")
        .expect(ProblemType.INVALID_REQUEST)
        .detail()
        .contains("deviceName");
  }

  private static Answer recover(Person person, String code) {
    return person
        .device()
        .enter(ONE, "/v1/second-factor/recovery", "{\"recoveryCode\": \"" + code + "\"}");
  }

  private static Person person(String name) {
    return Person.named(name, CLOCK);
  }

  /** Somebody who has heard of an enrolment's id. */
  private static final class Stranger {
    Answer finish(String id) {
      return new ClientDevice(CLOCK)
          .enter(
              ONE,
              "/v1/enrolments/" + id + "/codes",
              "{\"first\": \"123456\", \"second\": \"123457\"}");
    }
  }
}
