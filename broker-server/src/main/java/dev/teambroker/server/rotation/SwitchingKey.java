package dev.teambroker.server.rotation;

import dev.teambroker.server.shareduser.RotatingKeys;
import org.springframework.stereotype.Component;

/** Has sessions asked for with the staying key from one commit on; the other one is kept. */
@Component
class SwitchingKey {
  private final RotatingKeys keys;
  private final Journal journal;

  SwitchingKey(RotatingKeys keys, Journal journal) {
    this.keys = keys;
    this.journal = journal;
  }

  Next switchOver(Run run) {
    return to(run, run.rotation());
  }

  /** Back to the old key, from wherever the run has come to since the switch. */
  Next back(Run run) {
    return to(run, run.rotation().on(run.rotation().course().to(Aim.UNDO)));
  }

  private Next to(Run run, Rotation changed) {
    String staying = changed.staying();
    journal.moved(
        run,
        changed,
        Step.SWITCHED,
        "sessions are asked for with " + staying,
        () -> keys.makeCurrent(run.user(), staying));
    return Next.goOn();
  }
}
