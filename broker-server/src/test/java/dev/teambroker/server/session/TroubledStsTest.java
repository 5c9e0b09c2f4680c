package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.FaultSetup;
import dev.teambroker.server.signin.Answer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever STS does, a request for a session is answered within its deadline. */
class TroubledStsTest {
  private static final Duration CALL = Duration.ofMillis(700);
  private static final int CALLS = 3;
  private static final Duration ON_A_BUSY_MACHINE = Duration.ofSeconds(8);

  private static Stage stage;

  @BeforeAll
  static void start() {
    stage = new Stage("broker.aws.call-timeout=" + CALL.toMillis() + "ms");
    stage.grantsRole("deploy", stage.alice, stage.role("Deploy", stage.shared("deploy")));
    stage.asks(stage.alice, "deploy", "role").expect(200);
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @AfterEach
  void noFaults() {
    stage.aws.clearFaults();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isAnsweredInTime(Consumer<FaultSetup> fault) {
    stage.alice.fresh(stage.broker);
    fault.accept(stage.aws.next("AssumeRole").always());
    long begin = System.nanoTime();
    Answer answer = stage.asks(stage.alice, "deploy", "role");
    Duration took = Duration.ofNanos(System.nanoTime() - begin);

    answer.expect(ProblemType.AWS_UNAVAILABLE);
    assertThat(took).isLessThan(CALL.multipliedBy(CALLS).plus(ON_A_BUSY_MACHINE));
    stage.aws.clearFaults();
    stage.asks(stage.alice, "deploy", "role").expect(200);
  }

  static Stream<Named<Consumer<FaultSetup>>> faults() {
    Duration forever = Duration.ofMinutes(1);
    return Stream.of(
        Named.of("stalled", fault -> fault.timesOut(forever)),
        Named.of("stalled after doing", fault -> fault.timesOutAfterDoing(forever)),
        Named.of("answering late", fault -> fault.takes(forever)),
        Named.of("throttled", FaultSetup::throttled),
        Named.of("failing", FaultSetup::fails),
        Named.of("malformed", FaultSetup::garbled),
        Named.of("cut short", FaultSetup::cutShort),
        Named.of("reset", FaultSetup::resets));
  }
}
