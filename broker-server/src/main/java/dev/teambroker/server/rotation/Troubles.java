package dev.teambroker.server.rotation;

import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsRefusal;
import java.time.Duration;

/** What a run does about a call that brought no result and changed nothing. */
final class Troubles {
  static final Duration PAUSE = Duration.ofSeconds(15);

  private Troubles() {}

  /** Whether the same call may go well a little later. */
  static boolean pass(AwsAnswer<?> answer) {
    return switch (answer) {
      case AwsAnswer.Answered<?> _ -> true;
      case AwsAnswer.NotReached<?> _, AwsAnswer.Unknown<?> _ -> true;
      case AwsAnswer.Refused<?> refused ->
          refused.why() == AwsRefusal.THROTTLED || refused.why() == AwsRefusal.CLOCK;
    };
  }

  /** Waits, or holds the run. */
  static Next after(AwsAnswer<?> answer, String call, Run run, Journal journal) {
    if (pass(answer)) {
      return Next.later(PAUSE, call + " brought nothing: " + told(answer) + ".");
    }
    journal.hold(run, Hold.Ground.REFUSED, "AWS refuses " + call + ": " + told(answer) + ".");
    return Next.goOn();
  }

  static String told(AwsAnswer<?> answer) {
    return switch (answer) {
      case AwsAnswer.Answered<?> _ -> "done";
      case AwsAnswer.Refused<?> refused -> refused.code() + " " + refused.message();
      case AwsAnswer.NotReached<?>(String why) -> why;
      case AwsAnswer.Unknown<?>(String why) -> why;
    };
  }
}
