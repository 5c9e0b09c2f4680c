package dev.teambroker.server.signin;

import static dev.teambroker.server.signin.SharedBroker.ADMIN;
import static dev.teambroker.server.signin.SharedBroker.CLOCK;
import static dev.teambroker.server.signin.SharedBroker.ONE;
import static dev.teambroker.server.signin.SharedBroker.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** A code is accepted once; wrong ones back off and lock. */
class CodesTest {
  private static final int RACES = 10;

  @Test
  void ofOneCodeAtBothReplicasInThreeSpellingsExactlyOneIsAccepted() {
    Person mona = ADMIN.brings(ONE, "mona");
    for (int race = 0; race < RACES; race++) {
      CLOCK.nextStep();
      String code = mona.app().code();
      List<Answer> answers =
          AtOnce.all(
              List.of(
                  () -> mona.device().signIn(ONE, code),
                  () -> mona.device().signIn(OTHER, " " + code + " "),
                  () -> mona.device().signIn(OTHER, fullWidth(code))));
      assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
      assertThat(answers).filteredOn(answer -> answer.is(ProblemType.CODE_REPLAYED)).hasSize(2);
    }
  }

  @Test
  void refusesACodeThatWasUsedAndAnEarlierOne() {
    Person nora = ADMIN.brings(ONE, "nora");
    nora.signsIn(ONE);
    nora.device().signIn(OTHER, nora.app().code()).expect(ProblemType.CODE_REPLAYED);
    nora.device().signIn(OTHER, nora.app().codeBefore()).expect(ProblemType.CODE_REPLAYED);
  }

  @Test
  void ofManyWrongCodesAtOnceNoMoreAreComparedThanAreFree() {
    Person olga = ADMIN.brings(ONE, "olga");
    CLOCK.nextStep();
    String wrong = olga.app().wrongCode();
    List<Callable<Answer>> tries = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      Replica replica = i % 2 == 0 ? ONE : OTHER;
      tries.add(() -> olga.device().signIn(replica, wrong));
    }
    List<Answer> answers = AtOnce.all(tries);
    assertThat(answers).filteredOn(answer -> answer.is(ProblemType.CODE_REFUSED)).hasSize(4);
    assertThat(answers).filteredOn(answer -> answer.is(ProblemType.CODES_BACKED_OFF)).hasSize(26);
    assertThat(answers)
        .filteredOn(answer -> answer.is(ProblemType.CODES_BACKED_OFF))
        .allMatch(answer -> !answer.header("Retry-After").isEmpty());
    assertThat(SharedBroker.records("code.refused", "olga")).isEqualTo(4);
  }

  @Test
  void locksADeviceAfterTenWrongCodesUntilAnAdminUnlocks() {
    Person paul = ADMIN.brings(ONE, "paul");
    for (int attempt = 1; attempt < 10; attempt++) {
      CLOCK.pass(Duration.ofMinutes(15));
      paul.device().signIn(ONE, paul.app().wrongCode()).expect(ProblemType.CODE_REFUSED);
    }
    CLOCK.pass(Duration.ofMinutes(15));
    paul.device().signIn(OTHER, paul.app().wrongCode()).expect(ProblemType.LOCKED);
    CLOCK.pass(Duration.ofMinutes(15));
    paul.device().signIn(ONE, paul.app().code()).expect(ProblemType.LOCKED);
    assertThat(SharedBroker.records("device.locked", "paul")).isEqualTo(1);

    ADMIN.fresh(ONE).post(ONE, "/v1/members/paul/unlock", "").expect(204);
    paul.signsIn(OTHER);
  }

  @Test
  void locksAMemberAfterTwentyWrongCodesOverAllDevices() {
    Person quin = ADMIN.brings(ONE, "quin");
    Person tablet = Tablets.addedBy(quin);
    Person phone = Tablets.addedBy(quin);
    List<Person> three = List.of(quin, tablet, phone);
    for (int attempt = 1; attempt < 20; attempt++) {
      CLOCK.pass(Duration.ofMinutes(15));
      wrong(three.get(attempt % 3)).expect(ProblemType.CODE_REFUSED);
    }
    CLOCK.pass(Duration.ofMinutes(15));
    wrong(tablet).expect(ProblemType.LOCKED);
    assertThat(SharedBroker.records("member.locked", "quin")).isEqualTo(1);
    assertThat(SharedBroker.records("device.locked", "quin")).isZero();
    CLOCK.pass(Duration.ofMinutes(15));
    phone.device().signIn(OTHER, quin.app().code()).expect(ProblemType.LOCKED);

    ADMIN.fresh(ONE).post(ONE, "/v1/members/quin/unlock", "").expect(204);
    phone.signsIn(OTHER);
    quin.signsIn(ONE);
  }

  private static Answer wrong(Person device) {
    return device.device().signIn(ONE, device.app().wrongCode());
  }

  @Test
  void aRightCodeForgetsTheWrongOnes() {
    Person rosa = ADMIN.brings(ONE, "rosa");
    for (int round = 0; round < 6; round++) {
      rosa.device().signIn(ONE, rosa.app().wrongCode()).expect(ProblemType.CODE_REFUSED);
      rosa.device().signIn(ONE, rosa.app().wrongCode()).expect(ProblemType.CODE_REFUSED);
      rosa.signsIn(ONE);
    }
  }

  @Test
  void aStrangersKeyCountsAgainstNobodyAndLeavesNoTrace() {
    Person sven = ADMIN.brings(ONE, "sven");
    long before = SharedBroker.records();
    ClientDevice stranger = new ClientDevice(CLOCK);
    for (int i = 0; i < 20; i++) {
      stranger.signIn(ONE, "000000").expect(ProblemType.INVALID_GRANT);
      stranger
          .enter(
              ONE,
              "/v1/enrolments",
              "{\"invitationCode\": \"AAAAAAAAAAAAAAAAAAAAAA\", \"deviceName\": \"x\"}")
          .expect(ProblemType.INVITATION_REFUSED);
    }
    assertThat(SharedBroker.records()).isEqualTo(before);
    sven.signsIn(ONE);
  }

  private static String fullWidth(String digits) {
    StringBuilder wide = new StringBuilder();
    digits.chars().forEach(digit -> wide.append((char) (digit - '0' + '０')));
    return wide.toString();
  }
}
