package dev.teambroker.server.rotation;

import dev.teambroker.server.ledger.SessionsOfKey;
import dev.teambroker.server.shareduser.SessionsOutliveKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Waits until no replica asks with the leaving key, then until the last session of it is over,
 * unless the account was seen to let sessions outlive their key.
 */
@Component
class DrainingKey {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final Acknowledgements acknowledgements;
  private final SessionsOfKey sessions;
  private final SessionsOutliveKeys outliving;
  private final Journal journal;

  DrainingKey(
      Acknowledgements acknowledgements,
      SessionsOfKey sessions,
      SessionsOutliveKeys outliving,
      Journal journal) {
    this.acknowledgements = acknowledgements;
    this.sessions = sessions;
    this.outliving = outliving;
    this.journal = journal;
  }

  Next drain(Run run) {
    if (!acknowledgements.areAllThereFor(run)) {
      return Next.later(LOOK_AGAIN, "Not every replica has said that it uses the other key.");
    }
    String leaving = run.rotation().leaving();
    Optional<Instant> last = sessions.of(leaving).map(SessionsOfKey.Span::lastExpiration);
    Optional<Instant> seen = outliving.seen(run.user());
    if (seen.isEmpty() && last.isPresent() && last.get().isAfter(run.now())) {
      return Next.later(
          Duration.between(run.now(), last.get()),
          "The last session of " + leaving + " is over at " + last.get() + ".");
    }
    acknowledgements.forget(run.rotation().rotationId());
    String why =
        seen.map(at -> "sessions of " + leaving + " outlive it, as a probe showed at " + at)
            .orElse("no session of " + leaving + " lives");
    journal.moved(run, run.rotation(), Step.DRAINED, why);
    return Next.goOn();
  }
}
