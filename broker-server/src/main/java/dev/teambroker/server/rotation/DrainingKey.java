package dev.teambroker.server.rotation;

import dev.teambroker.server.ledger.SessionsOfKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Waits until no replica asks with the leaving key, then until the last session of it is over. */
@Component
class DrainingKey {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final Acknowledgements acknowledgements;
  private final SessionsOfKey sessions;
  private final Journal journal;

  DrainingKey(Acknowledgements acknowledgements, SessionsOfKey sessions, Journal journal) {
    this.acknowledgements = acknowledgements;
    this.sessions = sessions;
    this.journal = journal;
  }

  Next drain(Run run) {
    if (!acknowledgements.areAllThereFor(run)) {
      return Next.later(LOOK_AGAIN, "Not every replica has said that it uses the other key.");
    }
    String leaving = run.rotation().leaving();
    Optional<Instant> last = sessions.of(leaving).map(SessionsOfKey.Span::lastExpiration);
    if (last.isPresent() && last.get().isAfter(run.now())) {
      return Next.later(
          Duration.between(run.now(), last.get()),
          "The last session of " + leaving + " is over at " + last.get() + ".");
    }
    acknowledgements.forget(run);
    journal.moved(run, run.rotation(), Step.DRAINED, "no session of " + leaving + " lives");
    return Next.goOn();
  }
}
