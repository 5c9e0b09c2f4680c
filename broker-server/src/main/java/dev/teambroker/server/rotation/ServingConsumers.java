package dev.teambroker.server.rotation;

import dev.teambroker.server.consumer.Consumer;
import dev.teambroker.server.consumer.Delivery.How;
import dev.teambroker.server.consumer.HandingOver;
import dev.teambroker.server.consumer.HandingOver.Push;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Gives consumers the key that stays, from the switch on, when it has been proved; the leaving one
 * is not deactivated before each has it, has acknowledged, or is passed over by its own policy.
 */
@Component
class ServingConsumers {
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

  private final HandingOver handing;
  private final ConsumersOfRun consumers;
  private final Rotations rotations;
  private final Journal journal;

  /** What was seen of one that isn't served. */
  private sealed interface Seen {
    /** Now it is, on record. */
    record Served() implements Seen {}

    record Waits(Duration pause, String why) implements Seen {}

    /** Only a person helps. */
    record Stands(String why) implements Seen {}
  }

  ServingConsumers(
      HandingOver handing, ConsumersOfRun consumers, Rotations rotations, Journal journal) {
    this.handing = handing;
    this.consumers = consumers;
    this.rotations = rotations;
    this.journal = journal;
  }

  /** What one of them couldn't be given holds the run before a key is made. */
  Optional<Next> fault(Run run) {
    List<String> faults =
        consumers.wanted(run).stream()
            .flatMap(consumer -> handing.fault(consumer).stream())
            .toList();
    return faults.isEmpty() ? Optional.empty() : Optional.of(held(run, faults));
  }

  /** Serves them while the run does something else. */
  Next beside(Run run, Supplier<Next> other) {
    Next own = serve(run, false).orElse(null);
    if (own instanceof Next.GoOn) {
      return own;
    }
    Next next = other.get();
    return own instanceof Next.Later(Duration pause, String why)
            && next instanceof Next.Later(Duration longer, String first)
        ? Next.later(pause.compareTo(longer) < 0 ? pause : longer, first + " " + why)
        : next;
  }

  /** What keeps the leaving key from being deactivated; empty where nothing does. */
  Optional<Next> hinder(Run run) {
    return serve(run, true).or(() -> reloading(run));
  }

  private static Optional<Next> reloading(Run run) {
    Instant until = run.rotation().acceptedUntil();
    return until == null || !until.isAfter(run.now())
        ? Optional.empty()
        : Optional.of(
            Next.later(
                Duration.between(run.now(), until),
                "Consumers may use " + run.rotation().leaving() + " until " + until + "."));
  }

  /**
   * At most one is served at a time.
   *
   * @param last whether the leaving key is to be deactivated next
   */
  private Optional<Next> serve(Run run, boolean last) {
    List<Seen.Waits> waiting = new ArrayList<>();
    List<String> standing = new ArrayList<>();
    for (Consumer consumer : consumers.missing(run)) {
      switch (consumer.isPushedTo() ? push(run, consumer, last) : ask(run, consumer, last)) {
        case Seen.Served _ -> {
          return Optional.of(Next.goOn());
        }
        case Seen.Waits waits -> waiting.add(waits);
        case Seen.Stands(String why) -> standing.add(why);
      }
    }
    if (waiting.isEmpty()) {
      return last && !standing.isEmpty() ? Optional.of(held(run, standing)) : Optional.empty();
    }
    return Optional.of(later(waiting, standing));
  }

  private Next held(Run run, List<String> why) {
    journal.hold(run, Hold.Ground.CONSUMERS, String.join("; ", why) + ".");
    return Next.goOn();
  }

  private static Next later(List<Seen.Waits> waiting, List<String> standing) {
    List<String> all =
        Stream.concat(waiting.stream().map(Seen.Waits::why), standing.stream()).toList();
    return Next.later(
        waiting.stream().map(Seen.Waits::pause).min(Duration::compareTo).orElseThrow(),
        String.join("; ", all) + ".");
  }

  private Seen ask(Run run, Consumer consumer, boolean last) {
    String why =
        consumer.told() + " has not acknowledged that " + run.rotation().leaving() + " leaves";
    return passOver(run, consumer, last, why).orElseGet(() -> new Seen.Stands(why));
  }

  private Seen push(Run run, Consumer consumer, boolean last) {
    String key = run.rotation().staying();
    return switch (handing.push(
        run.user(), consumers.errand(run, consumer), () -> rotations.isStill(run.rotation()))) {
      case Push.Done _ -> {
        consumers.served(run, consumer, How.PUSHED, consumer.told() + " has " + key);
        yield new Seen.Served();
      }
      case Push.NotYet(Duration pause, String trouble, boolean givesUp) -> {
        String why = consumer.told() + " has not got " + key + ": " + trouble;
        yield passOver(run, consumer, last, why)
            .map(seen -> sooner(seen, pause))
            .orElseGet(() -> givesUp ? new Seen.Stands(why) : new Seen.Waits(pause, why));
      }
    };
  }

  private static Seen sooner(Seen seen, Duration pause) {
    return seen instanceof Seen.Waits(Duration longer, String why) && pause.compareTo(longer) < 0
        ? new Seen.Waits(pause, why)
        : seen;
  }

  /** What its own policy makes of it; empty where that is to hold the run. */
  private Optional<Seen> passOver(Run run, Consumer consumer, boolean last, String why) {
    Duration forceAfter = consumer.forceAfter();
    if (forceAfter == null) {
      return Optional.empty();
    }
    Instant switched = run.rotation().switchedAt();
    Instant over = (switched == null ? run.rotation().stepAt() : switched).plus(forceAfter);
    if (over.isAfter(run.now())) {
      Duration left = Duration.between(run.now(), over);
      return Optional.of(new Seen.Waits(left, why + "; passed over at " + over));
    }
    if (!last) {
      return Optional.of(new Seen.Waits(LOOK_AGAIN, why));
    }
    consumers.served(
        run, consumer, How.FORCED, why + "; passed over, as its policy says after " + forceAfter);
    return Optional.of(new Seen.Served());
  }
}
