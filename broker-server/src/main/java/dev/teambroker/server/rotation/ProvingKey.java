package dev.teambroker.server.rotation;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** Waits until the new key works in every region, several times in a row. */
@Component
class ProvingKey {
  private static final Duration APART = Duration.ofSeconds(2);

  private final WorkingKey working;
  private final Looks looks;
  private final Journal journal;
  private final RotationSettings settings;

  ProvingKey(WorkingKey working, Looks looks, Journal journal, RotationSettings settings) {
    this.working = working;
    this.looks = looks;
    this.journal = journal;
    this.settings = settings;
  }

  Next prove(Run run) {
    return prove(run, run.rotation().staying(), Step.PROVED);
  }

  /** The same of any key, for a step of that name. */
  Next prove(Run run, String accessKeyId, Step proved) {
    return switch (working.everywhere(run, accessKeyId)) {
      case WorkingKey.Found.Works _ -> works(run, accessKeyId, proved);
      case WorkingKey.Found.Broken(String why) -> held(run, why);
      case WorkingKey.Found.NotNow(String why) -> {
        looks.forget(run.rotation());
        yield run.age().compareTo(settings.proveWithin()) < 0
            ? Next.later(Duration.ofSeconds(5), why)
            : held(run, why + " after " + settings.proveWithin().toMinutes() + " minutes");
      }
    };
  }

  private Next works(Run run, String accessKeyId, Step proved) {
    if (!looks.agree(run, accessKeyId, APART)) {
      return Next.later(APART, accessKeyId + " works; trying it again.");
    }
    journal.moved(run, run.rotation(), proved, accessKeyId + " works in every region");
    return Next.goOn();
  }

  private Next held(Run run, String why) {
    journal.hold(run, Hold.Ground.REFUSED, why);
    return Next.goOn();
  }
}
