package dev.teambroker.server.aws;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.web.Outcome;
import java.time.Duration;

/** What a member is told when AWS didn't do it. */
public final class AwsProblems {
  private static final int LONGEST = 400;

  private AwsProblems() {}

  /** What came of a call: its value, or the problem. */
  public static <T> Outcome<T> outcome(AwsAnswer<T> answer) {
    return answer instanceof AwsAnswer.Answered<T>(T value) ? Outcome.done(value) : of(answer);
  }

  /** The same of a change to something that AWS needn't have any more: then it is done. */
  public static Outcome<String> outcomeOrGone(AwsAnswer<String> answer) {
    return answer instanceof AwsAnswer.Refused<String> refused
            && refused.why() == AwsRefusal.NO_SUCH_ENTITY
        ? Outcome.done(refused.code())
        : outcome(answer);
  }

  /**
   * The problem of a call that brought no result.
   *
   * @throws IllegalArgumentException for an answer
   */
  public static <T> Outcome<T> of(AwsAnswer<?> answer) {
    return switch (answer) {
      case AwsAnswer.Answered<?> _ -> throw new IllegalArgumentException("AWS did it");
      case AwsAnswer.Refused<?> refused -> of(refused);
      case AwsAnswer.NotReached<?> _ ->
          Outcome.refused(
              ProblemType.AWS_UNAVAILABLE, "AWS could not be reached; nothing was done.");
      case AwsAnswer.Unknown<?> _ ->
          Outcome.refused(
              ProblemType.AWS_UNAVAILABLE, "AWS gave no clear answer; ask again a little later.");
    };
  }

  private static <T> Outcome<T> of(AwsAnswer.Refused<?> refused) {
    return switch (refused.why()) {
      case THROTTLED ->
          Outcome.later(
              ProblemType.AWS_UNAVAILABLE,
              "AWS is throttling this account; ask again a little later.",
              Duration.ofSeconds(2));
      case STALE_KEY ->
          Outcome.awsRefused(
              refused.code(), "AWS doesn't know the access key, or it is not active.");
      // AWS's text shows the request that it saw, headers included.
      case WRONG_SECRET ->
          Outcome.awsRefused(
              refused.code(), "The secret access key doesn't belong to the access key id.");
      case CLOCK -> Outcome.awsRefused(refused.code(), "The broker's clock is too far from AWS's.");
      case MFA_CODE ->
          Outcome.awsRefused(
              refused.code(), "AWS refused the MFA code: a wrong seed or ARN, or a used code.");
      case DENIED, PARAMETER, NO_SUCH_ENTITY, OTHER ->
          Outcome.awsRefused(refused.code(), shortened(refused.message()));
    };
  }

  private static String shortened(String message) {
    return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
  }
}
