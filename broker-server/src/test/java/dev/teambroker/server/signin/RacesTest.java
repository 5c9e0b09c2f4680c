package dev.teambroker.server.signin;

import static dev.teambroker.server.signin.SharedBroker.ADMIN;
import static dev.teambroker.server.signin.SharedBroker.CLOCK;
import static dev.teambroker.server.signin.SharedBroker.ONE;
import static dev.teambroker.server.signin.SharedBroker.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.Endurance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Codes that arrive at both replicas at once, many times over. */
@Tag("endurance")
class RacesTest {
  private static final int CODES = 500;

  /** As {@code BackOff.DEVICE} has it: three are free, and the fourth begins the waiting. */
  private static final int EVALUATED = 4;

  @Test
  void eachFactorsCodeInThreeSpellingsIsAcceptedOnce() {
    Endurance check = Endurance.of("races of one code");
    int races = check.times(20, 1_000);
    for (int race = 0; race < races; race++) {
      Person racer = ADMIN.invites(ONE, "racer-" + race);
      ADMIN.confirms(ONE, racer).expect(204);
      CLOCK.nextStep();
      String code = racer.app().code();
      List<Answer> answers =
          AtOnce.all(
              List.of(
                  () -> racer.device().signIn(ONE, code),
                  () -> racer.device().signIn(OTHER, " " + code + " "),
                  () -> racer.device().signIn(OTHER, fullWidth(code))));
      assertThat(answers)
          .as("race %d: %s", race, answers)
          .satisfiesOnlyOnce(answer -> assertThat(answer.status()).isEqualTo(200));
      assertThat(answers)
          .as("race %d: %s", race, answers)
          .filteredOn(answer -> answer.is(ProblemType.CODE_REPLAYED))
          .hasSize(2);
    }
    check.found(races + " races of as many factors: one code accepted each, two replays refused");
  }

  @Test
  void of500CodesAtOnceWithTheRightOneAmongThemNoMoreAreEvaluatedThanAreFree() {
    Endurance check = Endurance.of("500 codes at once");
    Random random = check.random();
    int rounds = check.times(1, 20);
    long evaluated = 0;
    for (int round = 0; round < rounds; round++) {
      Person guessed = ADMIN.invites(ONE, "guessed-" + round);
      ADMIN.confirms(ONE, guessed).expect(204);
      CLOCK.nextStep();
      List<Answer> answers = AtOnce.all(guesses(guessed, random));
      long accepted = answers.stream().filter(answer -> answer.status() == 200).count();
      long refused = answers.stream().filter(answer -> answer.is(ProblemType.CODE_REFUSED)).count();
      long unanswered = answers.stream().filter(answer -> answer.status() == 503).count();
      assertThat(answers)
          .filteredOn(answer -> answer.is(ProblemType.CODES_BACKED_OFF))
          .hasSize((int) (CODES - accepted - refused - unanswered));
      assertThat(SharedBroker.records("code.refused", guessed.name())).isEqualTo((int) refused);
      assertThat(accepted).isLessThanOrEqualTo(1);
      // The right one, if it comes early enough, forgives those before it.
      assertThat(refused).isLessThanOrEqualTo(accepted == 0 ? EVALUATED : 2 * EVALUATED - 1);
      evaluated += accepted + refused;
    }
    check.found(
        rounds + " rounds of " + CODES + " codes: " + evaluated + " evaluated, the others not");
  }

  private static List<Callable<Answer>> guesses(Person guessed, Random random) {
    List<String> codes = new ArrayList<>(List.of(guessed.app().code()));
    while (codes.size() < CODES) {
      codes.add(guessed.app().wrongCode());
    }
    Collections.shuffle(codes, random);
    List<Callable<Answer>> guesses = new ArrayList<>();
    for (String code : codes) {
      Replica replica = guesses.size() % 2 == 0 ? ONE : OTHER;
      guesses.add(() -> guessed.device().signIn(replica, code));
    }
    return guesses;
  }

  private static String fullWidth(String digits) {
    StringBuilder wide = new StringBuilder();
    digits.chars().forEach(digit -> wide.append((char) (digit - '0' + '０')));
    return wide.toString();
  }
}
