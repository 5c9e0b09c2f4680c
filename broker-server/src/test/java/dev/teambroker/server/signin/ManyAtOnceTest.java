package dev.teambroker.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.database.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** More sign-ins at once than the database has connections for, many times over. */
@ExtendWith(OutputCaptureExtension.class)
class ManyAtOnceTest {
  private static final int MANY = 500;
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @Test
  void of500SignInsAtOnceEachIsAnsweredAndOneCodeIsAccepted(CapturedOutput log) {
    SettableClock clock = new SettableClock();
    try (TestDatabase database = TestDatabase.fresh();
        Replica broker = Replica.start(database, clock)) {
      Person admin = Person.firstAdmin(broker, clock);
      Person hasty = admin.brings(broker, "hasty");
      clock.nextStep();
      String code = hasty.app().code();
      Callable<Timed> signIn = () -> Timed.of(() -> hasty.device().signIn(broker, code));

      List<Timed> answers = AtOnce.all(Stream.generate(() -> signIn).limit(MANY).toList());

      assertThat(answers).filteredOn(each -> each.answer().status() == 200).hasSize(1);
      assertThat(answers).filteredOn(each -> each.answer().status() != 200).allMatch(Timed::isCalm);
      assertThat(answers).allMatch(each -> each.took().compareTo(DEADLINE) < 0);
      assertThat(log.getAll()).doesNotContain("stack_trace", "\tat ", "unexpected");
      admin.fresh(broker).get(broker, "/v1/me").expect(200);
    }
  }

  private record Timed(Answer answer, Duration took) {
    static Timed of(Callable<Answer> call) throws Exception {
      long began = System.nanoTime();
      return new Timed(call.call(), Duration.ofNanos(System.nanoTime() - began));
    }

    boolean isCalm() {
      return answer.is(ProblemType.CODE_REPLAYED)
          || answer.is(ProblemType.CODES_BACKED_OFF)
          || (answer.is(ProblemType.UNAVAILABLE) && !answer.header("Retry-After").isEmpty());
    }
  }
}
