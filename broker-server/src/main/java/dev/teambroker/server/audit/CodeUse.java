package dev.teambroker.server.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a second factor's code changes in the commit of its record (db/migrations/V322). */
public sealed interface CodeUse {
  /** Whose attempt it was. */
  String memberId();

  /** On which device. */
  String deviceId();

  /**
   * It was right: the factor's last step moves up to its own, the attempts are forgotten, and the
   * sign-in has its next version.
   *
   * @param signInVersion the one that it was decided on
   */
  record Right(
      String memberId,
      String deviceId,
      String factorId,
      long step,
      String signInId,
      long signInVersion,
      Instant verifiedAt,
      Instant expiresAt)
      implements CodeUse {}

  /** It was used before: that is no guess, so the attempt doesn't count. */
  record Repeated(String memberId, String deviceId) implements CodeUse {}

  /** What became of it. */
  enum Refusal {
    /** The code, or a later one, was accepted before. */
    USED,
    /** The sign-in has another version by now. */
    CHANGED;

    static @Nullable Refusal ofCode(@Nullable String code) {
      return code == null ? null : "used".equals(code) ? USED : CHANGED;
    }
  }
}
