package dev.teambroker.server.rotation;

import dev.teambroker.server.consumer.Consumer;
import dev.teambroker.server.consumer.Delivery.Errand;
import dev.teambroker.server.consumer.Delivery.How;
import dev.teambroker.server.consumer.HandingOver;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.shareduser.SharedUser;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whom a run has to serve, and that one is served: the run's next version, so that a run that was
 * turned meanwhile records nothing of it.
 */
@Component
class ConsumersOfRun {
  private final HandingOver handing;
  private final Journal journal;

  ConsumersOfRun(HandingOver handing, Journal journal) {
    this.handing = handing;
    this.journal = journal;
  }

  /** To be said ahead, at the end of what a run begins with. */
  String announced(SharedUser user) {
    List<Consumer> all = handing.registered(user.sharedUserId());
    return all.isEmpty()
        ? ""
        : "; consumers of the new key: "
            + all.stream().map(Consumer::told).collect(Collectors.joining(", "));
  }

  /** All of them; on the way back, those that may have the leaving key. */
  List<Consumer> wanted(Run run) {
    Rotation rotation = run.rotation();
    List<Consumer> all = handing.registered(rotation.sharedUser());
    return switch (rotation.course().aim()) {
      case REPLACE -> all;
      case UNDO ->
          all.stream()
              .filter(Consumer::isPushedTo)
              .filter(one -> handing.mayHave(new Errand(rotation.id(), one, rotation.leaving())))
              .toList();
      case CLEAR -> List.of();
    };
  }

  /** Those of them that the leaving key still has to wait for. */
  List<Consumer> missing(Run run) {
    return wanted(run).stream()
        .filter(consumer -> !handing.isServed(errand(run, consumer)))
        .toList();
  }

  /** Those that failed are tried again at once. */
  void tryAgain(Run run) {
    handing.tryAgain(run.rotation().id());
  }

  /** The key that stays, for a consumer. */
  Errand errand(Run run, Consumer consumer) {
    return new Errand(run.rotation().id(), consumer, run.rotation().staying());
  }

  /** The run need not wait for it. Until it uses what it has, uses of the leaving key are its. */
  Run served(Run run, Consumer consumer, How how, String says) {
    return served(run, run.rotation().course(), consumer, how, null, says);
  }

  /** The same on another course, where somebody has said so. */
  Run served(
      Run run,
      Rotation.Course course,
      Consumer consumer,
      How how,
      @Nullable MemberId by,
      String says) {
    Instant now = Instant.ofEpochMilli(run.now().toEpochMilli());
    Errand errand = errand(run, consumer);
    return journal.turned(
        run,
        run.rotation().accepting(course, later(run, now.plus(handing.reloadWithin()))),
        "consumer " + says,
        () -> List.of(handing.delivered(errand, how, by, now)));
  }

  private static Instant later(Run run, Instant reloaded) {
    Instant accepted = run.rotation().acceptedUntil();
    return accepted != null && accepted.isAfter(reloaded) ? accepted : reloaded;
  }
}
