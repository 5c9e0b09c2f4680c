package dev.teambroker.cli.broker;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.protocol.Problem;
import dev.teambroker.protocol.ProblemType;

/** The broker answered with a problem. */
public final class Refused extends Failure {
  private static final long serialVersionUID = 1;

  private final ProblemType type;
  private final int retryAfterSeconds;

  private Refused(ProblemType type, int retryAfterSeconds, String sentence) {
    super(ExitCode.of(type), sentence);
    this.type = type;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  static Refused by(Problem problem) {
    ProblemType type = ProblemType.ofUri(problem.type()).orElseGet(() -> ofStatus(problem));
    Integer retryAfter = problem.retryAfterSeconds();
    return new Refused(type, retryAfter == null ? 0 : retryAfter, sentence(problem));
  }

  /** A problem of a newer server's: its status says roughly what it is. */
  private static ProblemType ofStatus(Problem problem) {
    return switch (problem.status()) {
      case 400 -> ProblemType.INVALID_REQUEST;
      case 401 -> ProblemType.SIGN_IN_REQUIRED;
      case 403 -> ProblemType.FORBIDDEN;
      case 404 -> ProblemType.NOT_FOUND;
      case 409 -> ProblemType.CONFLICT;
      case 429 -> ProblemType.TOO_MANY_REQUESTS;
      case 503 -> ProblemType.UNAVAILABLE;
      default -> ProblemType.INTERNAL;
    };
  }

  private static String sentence(Problem problem) {
    StringBuilder sentence = new StringBuilder(problem.title());
    append(sentence, ": ", problem.detail());
    append(sentence, " Limit: ", problem.limit());
    append(sentence, " AWS says: ", problem.awsCode());
    if (problem.errors() != null) {
      for (Problem.FieldError error : problem.errors()) {
        append(sentence, " " + error.field() + " takes ", error.expected());
      }
    }
    Integer retryAfter = problem.retryAfterSeconds();
    if (retryAfter != null) {
      sentence.append(" Try again in ").append(retryAfter).append(" s.");
    }
    append(sentence, " (request ", problem.requestId());
    return sentence.append(problem.requestId() == null ? "" : ")").toString();
  }

  private static void append(
      StringBuilder to, String before, @org.jspecify.annotations.Nullable String text) {
    if (text != null && !text.isEmpty()) {
      to.append(before).append(text);
      boolean ended = text.endsWith(".") || text.endsWith("!") || before.contains("(request");
      to.append(ended ? "" : ".");
    }
  }

  public ProblemType type() {
    return type;
  }

  /** When trying again may help; 0 where the broker does not say. */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
