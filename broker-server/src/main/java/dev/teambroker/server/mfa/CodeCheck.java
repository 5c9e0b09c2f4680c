package dev.teambroker.server.mfa;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.web.Outcome;
import java.time.Duration;

/** What became of a code. */
public sealed interface CodeCheck {
  /** It was right, and nobody can use it again. */
  record Accepted() implements CodeCheck {}

  /** It is no code: it takes six digits. Nothing was counted. */
  record Malformed() implements CodeCheck {}

  /** It was right, but is not taken for what it was sent for, and can still be used. */
  record Unused(Outcome.Refused<?> why) implements CodeCheck {}

  /** It was not even compared: the proof that it came with was used before. */
  record ProofUsed() implements CodeCheck {}

  /** It was wrong. */
  record Wrong() implements CodeCheck {}

  /** It, or a later one, was accepted before, on whichever replica. */
  record Replayed() implements CodeCheck {}

  /** It was not even compared: too many were wrong, or came at once. */
  record BackedOff(Duration retryAfter) implements CodeCheck {}

  /** The device or the member is locked until an admin unlocks. */
  record Locked() implements CodeCheck {}

  /** The member has no second factor: it was reset, and the next enrolment makes one. */
  record NoFactor() implements CodeCheck {}

  /** What a code that was not accepted is answered with. */
  default <T> Outcome<T> refusal() {
    return switch (this) {
      case Accepted _ -> throw new IllegalStateException("the code was accepted");
      case Malformed _ -> Outcome.invalid("code", TotpCode.EXPECTED);
      case Unused(Outcome.Refused<?> why) -> why.of();
      case ProofUsed _ -> Outcome.refused(ProblemType.INVALID_PROOF, "The proof was used before.");
      case Wrong _ -> Outcome.refused(ProblemType.CODE_REFUSED, "The code is wrong.");
      case Replayed _ ->
          Outcome.refused(
              ProblemType.CODE_REPLAYED, "The code was used already; wait for the next one.");
      case BackedOff(Duration retryAfter) ->
          Outcome.later(
              ProblemType.CODES_BACKED_OFF,
              "Too many wrong codes, or codes at once; wait before the next.",
              retryAfter);
      case Locked _ ->
          Outcome.refused(
              ProblemType.LOCKED, "Locked after too many wrong codes; an admin unlocks.");
      case NoFactor _ ->
          Outcome.refused(
              ProblemType.CODE_REFUSED,
              "The second factor was reset; enrol again with a link from an admin.");
    };
  }
}
