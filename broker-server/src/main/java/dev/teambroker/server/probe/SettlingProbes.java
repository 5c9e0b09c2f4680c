package dev.teambroker.server.probe;

import dev.teambroker.server.database.Exclusive;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.shareduser.SharedUsers;
import dev.teambroker.server.web.Outcome;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Ends the probes that a replica left half-way. A spare key whose id is on record is removed. Where
 * AWS was asked for one and the answer is lost, a key that appeared may be a person's as well: it
 * is left alone, and told.
 */
@Component
class SettlingProbes implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SettlingProbes.class);

  /** AWS takes a signature for five minutes; some more for clocks and listings. */
  private static final Duration UNTIL_NOTHING_ARRIVES = Duration.ofMinutes(7);

  private static final int LISTS = 3;

  private final Probes probes;
  private final ProbeJournal journal;
  private final ProbeRun steps;
  private final SpareKeys spares;
  private final SharedUsers users;
  private final Exclusive exclusive;
  private final InstantSource clock;

  SettlingProbes(
      Probes probes,
      ProbeJournal journal,
      ProbeRun steps,
      SpareKeys spares,
      SharedUsers users,
      Exclusive exclusive,
      InstantSource clock) {
    this.probes = probes;
    this.journal = journal;
    this.steps = steps;
    this.spares = spares;
    this.users = users;
    this.exclusive = exclusive;
    this.clock = clock;
  }

  /** What whoever works at a probe holds meanwhile. */
  static String turn(Probe probe) {
    return "session probe " + probe.id();
  }

  @Override
  @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
  public void run() {
    try {
      for (Probe probe : probes.open()) {
        try (Exclusive.Held turn = exclusive.tryTake(turn(probe)).orElse(null)) {
          if (turn != null) {
            probes.find(probe.id()).filter(now -> now.state().isOpen()).ifPresent(this::settle);
          }
        }
      }
    } catch (RuntimeException | SQLException e) {
      LOG.warn("the open probes could not be settled: {}", e.getMessage());
    }
  }

  private void settle(Probe probe) {
    Optional<SharedUser> user = users.find(probe.sharedUser());
    if (user.isEmpty()) {
      held(probe, "The shared user was removed meanwhile; " + left(probe));
    } else if (probe.state() == ProbeState.BEGUN) {
      settleUnknown(probe, user.get());
    } else {
      Probe removing =
          probe.state() == ProbeState.MADE ? journal.step(probe.removing(now())) : probe;
      steps.removed(
          removing, user.get(), "It was broken off; its spare key was removed. Probe again.");
    }
  }

  private void settleUnknown(Probe probe, SharedUser user) {
    if (clock.instant().isBefore(probe.stateAt().plus(UNTIL_NOTHING_ARRIVES))) {
      return;
    }
    Optional<List<String>> agreed = agreed(user);
    if (agreed.isEmpty()) {
      return;
    }
    List<String> appeared =
        agreed.get().stream().filter(id -> !probe.knownKeys().contains(id)).toList();
    if (appeared.isEmpty()) {
      journal.step(
          probe.ended(ProbeState.FAILED, "It was broken off before AWS made a spare key.", now()));
    } else {
      held(
          probe,
          "It was broken off while AWS was asked for a spare key, and since then the user has "
              + String.join(", ", appeared)
              + ". CloudTrail's CreateAccessKey event of that key names probe/"
              + probe.id()
              + " in userAgent if it is the probe's; nobody has its secret then, and it can be"
              + " deleted.");
    }
  }

  /** What some lists in a row say alike. */
  private Optional<List<String>> agreed(SharedUser user) {
    Optional<List<String>> first = Optional.empty();
    for (int i = 0; i < LISTS; i++) {
      Outcome<List<String>> listed = spares.listed(user);
      if (!(listed instanceof Outcome.Done<List<String>>(List<String> ids))
          || first.filter(before -> !before.equals(ids)).isPresent()) {
        return Optional.empty();
      }
      first = Optional.of(ids);
    }
    return first;
  }

  private static String left(Probe probe) {
    return probe.spareKey() == null
        ? "a spare key may be left at AWS."
        : "the spare key " + probe.spareKey() + " may be left at AWS.";
  }

  private void held(Probe probe, String why) {
    journal.step(probe.ended(ProbeState.HELD, why, now()));
  }

  private Instant now() {
    return Times.now(clock);
  }
}
