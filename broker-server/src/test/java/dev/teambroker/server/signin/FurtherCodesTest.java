package dev.teambroker.server.signin;

import static dev.teambroker.server.signin.SharedBroker.ADMIN;
import static dev.teambroker.server.signin.SharedBroker.CLOCK;
import static dev.teambroker.server.signin.SharedBroker.DATABASE;
import static dev.teambroker.server.signin.SharedBroker.ONE;
import static dev.teambroker.server.signin.SharedBroker.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.verification.VerifyingDatabase;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Codes within a running sign-in: counted and recorded together with other members' ones. */
class FurtherCodesTest {
  private static final int MEMBERS = 12;
  private static final int RACES = 10;

  @Test
  void ofOneCodeAtBothReplicasExactlyOneIsAcceptedAndTheOthersCountForNothing() {
    Person alma = ADMIN.brings(ONE, "alma");
    for (int race = 0; race < RACES; race++) {
      alma.device().refresh(ONE).expect(200);
      CLOCK.nextStep();
      String code = alma.app().code();
      List<Answer> answers =
          AtOnce.all(
              List.of(
                  () -> sends(alma, ONE, code),
                  () -> sends(alma, OTHER, " " + code + " "),
                  () -> sends(alma, OTHER, code)));
      assertThat(answers)
          .as("race %d: %s", race, answers)
          .filteredOn(answer -> answer.status() == 204)
          .hasSize(1);
      assertThat(answers).filteredOn(answer -> answer.is(ProblemType.CODE_REPLAYED)).hasSize(2);
      assertThat(failures(alma)).as("race %d", race).isZero();
    }
    assertThat(SharedBroker.records("code.replayed", "alma")).isEqualTo(2 * RACES);
  }

  @Test
  void codesOfManyMembersAtBothReplicasAreEachAcceptedAndTheTrailKnowsTheirSignIns() {
    List<Person> members = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      members.add(ADMIN.brings(ONE, "many-" + i));
    }
    members.forEach(member -> member.device().refresh(ONE).expect(200));
    CLOCK.nextStep();
    List<Callable<Answer>> codes = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      Person member = members.get(i);
      Replica replica = i % 2 == 0 ? ONE : OTHER;
      codes.add(() -> sends(member, replica, member.app().code()));
      codes.add(() -> sends(member, OTHER, member.app().wrongCode()));
    }

    List<Answer> answers = AtOnce.all(codes);

    assertThat(answers).filteredOn(answer -> answer.status() == 204).hasSize(MEMBERS);
    assertThat(answers)
        .filteredOn(answer -> answer.is(ProblemType.CODE_REFUSED))
        .as("a wrong one each")
        .hasSize(MEMBERS);
    assertThat(SharedBroker.records("second-factor.verified", "signInId"))
        .isGreaterThanOrEqualTo(MEMBERS);
    assertThat(ONE.bean(VerifyingDatabase.class).verify().faults()).isEmpty();
  }

  @Test
  void twoCodesOfOneSignInAtBothReplicasChangeItOneAfterTheOther() {
    Person eduard = ADMIN.brings(ONE, "eduard");
    for (int race = 0; race < RACES; race++) {
      CLOCK.nextStep();
      CLOCK.nextStep();
      eduard.device().refresh(ONE).expect(200);
      String now = eduard.app().code();
      String next = eduard.app().codeAt(CLOCK.instant().plusSeconds(30));
      List<Answer> answers =
          AtOnce.all(List.of(() -> sends(eduard, ONE, now), () -> sends(eduard, OTHER, next)));
      assertThat(answers)
          .as("race %d", race)
          .allMatch(answer -> answer.status() == 204 || answer.is(ProblemType.CODE_REPLAYED))
          .anyMatch(answer -> answer.status() == 204);
      eduard.device().get(ONE, "/v1/me").expect(200);
      eduard.device().get(OTHER, "/v1/me").expect(200);
    }
    assertThat(ONE.bean(VerifyingDatabase.class).verify().faults()).isEmpty();
  }

  @Test
  void aProofWithACodeIsTakenOnceOnWhicheverReplicaAndItsReplayIsNotCounted() {
    Person berta = ADMIN.brings(ONE, "berta");
    berta.fresh(ONE);
    String proof =
        berta.device().proof("POST", "/v1/second-factor", berta.device().accessToken(), c -> c);
    String wrong = berta.app().wrongCode();
    sends(berta, ONE, wrong, proof).expect(ProblemType.CODE_REFUSED);
    sends(berta, ONE, wrong, proof).expect(ProblemType.INVALID_PROOF);
    sends(berta, OTHER, wrong, proof).expect(ProblemType.INVALID_PROOF);
    assertThat(failures(berta)).isEqualTo(1);
  }

  @Test
  void aProofWithWhatIsNoCodeIsTakenOnceToo() {
    Person cornelia = ADMIN.brings(ONE, "cornelia");
    cornelia.fresh(ONE);
    String proof =
        cornelia
            .device()
            .proof("POST", "/v1/second-factor", cornelia.device().accessToken(), c -> c);
    sends(cornelia, ONE, "12", proof).expect(ProblemType.INVALID_REQUEST);
    sends(cornelia, OTHER, "12", proof).expect(ProblemType.INVALID_PROOF);
  }

  @Test
  void wrongCodesInASignInBackOffAndARightOneForgetsThem() {
    Person dorothea = ADMIN.brings(ONE, "dorothea");
    dorothea.fresh(ONE);
    for (int attempt = 0; attempt < 3; attempt++) {
      sends(dorothea, ONE, dorothea.app().wrongCode()).expect(ProblemType.CODE_REFUSED);
    }
    assertThat(failures(dorothea)).isEqualTo(3);
    CLOCK.nextStep();
    sends(dorothea, OTHER, dorothea.app().code()).expect(204);
    assertThat(failures(dorothea)).isZero();
    for (int attempt = 0; attempt < 4; attempt++) {
      sends(dorothea, ONE, dorothea.app().wrongCode()).expect(ProblemType.CODE_REFUSED);
    }
    sends(dorothea, OTHER, dorothea.app().wrongCode()).expect(ProblemType.CODES_BACKED_OFF);
  }

  private static Answer sends(Person member, Replica replica, String code) {
    return member.device().post(replica, "/v1/second-factor", "{\"code\": \"" + code + "\"}");
  }

  private static Answer sends(Person member, Replica replica, String code, String proof) {
    return member
        .device()
        .send(
            replica,
            HttpRequest.newBuilder(replica.of("/v1/second-factor"))
                .header("Authorization", "DPoP " + member.device().accessToken())
                .header("DPoP", proof)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"code\": \"" + code + "\"}")));
  }

  /** What is held against the member's device. */
  private static int failures(Person member) {
    return DATABASE
        .jdbc()
        .sql("select coalesce(max(failures), 0) from broker.code_attempt where subject = :device")
        .param("device", member.deviceId())
        .query(Integer.class)
        .single();
  }
}
