package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.AtOnce;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * More is asked for than the broker is allowed to take on. {@code ./broker bench overload} measures
 * the same at twice the capacity, for minutes.
 */
@ExtendWith(OutputCaptureExtension.class)
class OverloadTest {
  private static final int CLIENTS = 32;
  private static final Duration TIME = Duration.ofSeconds(3);

  @Test
  void refusesCalmlyWhatItCannotTakeAndLosesNoneOfTheRest(CapturedOutput log) {
    try (Stage stage =
        new Stage(
            "broker.web.max-requests=6",
            "broker.web.max-working=2",
            "broker.web.max-wait=20ms",
            "broker.web.member-rate=1000000/s",
            "broker.sessions.shared-user-rate=1000000/s")) {
      stage.grantsRole("deploy", stage.alice, stage.role("Deploy", stage.shared("deploy")));
      stage.asks(stage.alice, "deploy", "role").expect(200);
      long issuedBefore = stage.actionsOf("session.issued", "deploy");

      Callable<List<Answer>> client = () -> asking(stage);
      List<Answer> answers =
          AtOnce.all(Stream.generate(() -> client).limit(CLIENTS).toList()).stream()
              .flatMap(List::stream)
              .toList();

      List<Answer> refused = answers.stream().filter(one -> one.status() != 200).toList();
      assertThat(refused)
          .isNotEmpty()
          .allMatch(one -> one.is(ProblemType.UNAVAILABLE) && !one.header("Retry-After").isEmpty());
      assertThat(
              answers.stream()
                  .filter(one -> one.status() == 200)
                  .map(one -> one.text("accessKeyId"))
                  .collect(Collectors.toSet()))
          .isNotEmpty()
          .hasSize((int) (stage.actionsOf("session.issued", "deploy") - issuedBefore));
      assertThat(log.getAll()).doesNotContain("stack_trace", "\tat ");
      stage.asks(stage.alice, "deploy", "role").expect(200);
    }
  }

  private static List<Answer> asking(Stage stage) {
    List<Answer> answers = new ArrayList<>();
    long end = System.nanoTime() + TIME.toNanos();
    while (System.nanoTime() < end) {
      answers.add(
          stage
              .alice
              .device()
              .post(
                  stage.broker,
                  "/v1/sessions",
                  "{\"sharedUser\": \"deploy\", \"kind\": \"role\"}"));
    }
    return answers;
  }
}
