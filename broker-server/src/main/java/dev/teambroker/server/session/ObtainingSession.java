package dev.teambroker.server.session;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.Sighting;
import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsRefusal;
import dev.teambroker.server.aws.SessionCredentials;
import dev.teambroker.server.grant.Decision.Permitted;
import dev.teambroker.server.guard.Guarding;
import dev.teambroker.server.session.ObtainedSession.Asked;
import dev.teambroker.server.session.ObtainedSession.NotAsked;
import dev.teambroker.server.shareduser.CodeDraw;
import dev.teambroker.server.shareduser.CodePlanner;
import dev.teambroker.server.shareduser.CodeSlot;
import dev.teambroker.server.shareduser.IssuingKey;
import dev.teambroker.server.shareduser.IssuingKeys;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Outcome;
import dev.teambroker.server.web.RequestContext;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Opens the key, draws a code where one is needed, asks STS. A key that was replaced meanwhile is
 * tried once more with the current one: at once without a code, with a code by waiting for the next
 * one. Thread-safe.
 */
@Component
class ObtainingSession {
  private final DecidingRows rows;
  private final IssuingKeys keys;
  private final CodePlanner planner;
  private final SpendingCodes codes;
  private final Guarding guarding;
  private final AskingSts sts;

  ObtainingSession(
      DecidingRows rows,
      IssuingKeys keys,
      CodePlanner planner,
      SpendingCodes codes,
      Guarding guarding,
      AskingSts sts) {
    this.rows = rows;
    this.keys = keys;
    this.planner = planner;
    this.codes = codes;
    this.guarding = guarding;
    this.sts = sts;
  }

  /** Asks first with the key as it was seen. */
  ObtainedSession obtain(Cleared cleared, Sighting sighting) {
    if (!cleared.permitted().needsCode() && !codes.maySpend(cleared)) {
      return notAsked(SpendingCodes.codeWanted());
    }
    Optional<Outcome.Refused<SharedUser>> unguarded = unguarded(cleared);
    if (unguarded.isPresent()) {
      return new NotAsked(unguarded.get());
    }
    ObtainedSession first = once(cleared, rows.seeing(sighting, () -> keys.open(cleared.user())));
    if (!(first instanceof Asked asked) || !isStale(asked.answer())) {
      return first;
    }
    if (!wasReplaced(cleared, asked)) {
      return withFormerKey(cleared, first);
    }
    return cleared.permitted().needsCode()
        ? waitsForTheNextCode(cleared)
        : once(cleared, keys.open(cleared.user()));
  }

  /** A session that AWS was given a code for has the user's rights in IAM; a role's has its own. */
  private Optional<Outcome.Refused<SharedUser>> unguarded(Cleared cleared) {
    return cleared.permitted() instanceof Permitted.User && cleared.permitted().needsCode()
        ? guarding.refusal(cleared.user())
        : Optional.empty();
  }

  /** While a rotation runs the key before serves where AWS doesn't know the new one yet. */
  private ObtainedSession withFormerKey(Cleared cleared, ObtainedSession refused) {
    if (cleared.permitted().needsCode()) {
      return refused;
    }
    Optional<IssuingKey> former = keys.openFormer(cleared.user());
    return former.isPresent() ? once(cleared, former) : refused;
  }

  private ObtainedSession once(Cleared cleared, Optional<IssuingKey> opened) {
    try (IssuingKey key = opened.orElse(null)) {
      if (key == null) {
        return notAsked(
            Outcome.refused(
                ProblemType.CONFLICT,
                "The shared user " + cleared.user().name() + " has no current access key."));
      }
      return cleared.permitted().needsCode()
          ? withCode(cleared, key)
          : new Asked(sts.ask(cleared, key.key(), null), key.accessKeyId());
    }
  }

  private ObtainedSession withCode(Cleared cleared, IssuingKey key) {
    CodeDraw draw =
        planner.draw(cleared.user(), key.key(), cleared.member().memberId(), requestId());
    return switch (draw) {
      case CodeDraw.Drawn(CodeSlot slot) -> {
        if (!codes.maySpend(cleared)) {
          yield notAsked(SpendingCodes.codeWanted());
        }
        AwsAnswer<SessionCredentials> answer = sts.ask(cleared, key.key(), slot.code());
        planner.settle(cleared.user(), slot, answer);
        yield new Asked(answer, key.accessKeyId());
      }
      case CodeDraw.Waits(int before, Duration until) ->
          notAsked(Outcome.later(ProblemType.MFA_CODE_UNAVAILABLE, waiting(before, until), until));
      case CodeDraw.Unavailable(String why) ->
          notAsked(Outcome.refused(ProblemType.MFA_CODE_UNAVAILABLE, why));
    };
  }

  private ObtainedSession waitsForTheNextCode(Cleared cleared) {
    Duration until = planner.again(cleared.user(), cleared.member().memberId());
    return notAsked(
        Outcome.later(
            ProblemType.MFA_CODE_UNAVAILABLE,
            "The access key was replaced while it was used; you are the first to get the next code.",
            until));
  }

  private boolean wasReplaced(Cleared cleared, Asked asked) {
    return keys.currentId(cleared.user())
        .filter(now -> !now.equals(asked.parentAccessKeyId()))
        .isPresent();
  }

  private static boolean isStale(AwsAnswer<?> answer) {
    return answer instanceof AwsAnswer.Refused<?> refused && refused.why() == AwsRefusal.STALE_KEY;
  }

  private static String waiting(int before, Duration until) {
    String seconds = Math.max(1, until.plusMillis(999).toSeconds()) + " s";
    return before == 0
        ? "The next code of the AWS MFA device comes in " + seconds + "; you are the first."
        : before
            + " before you wait for a code of the AWS MFA device; yours comes in "
            + seconds
            + ".";
  }

  private static NotAsked notAsked(Outcome<?> refused) {
    return new NotAsked((Outcome.Refused<?>) refused);
  }

  private static String requestId() {
    return RequestContext.current().map(RequestContext::requestId).orElse("none");
  }
}
