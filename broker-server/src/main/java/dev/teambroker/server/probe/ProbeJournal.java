package dev.teambroker.server.probe;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.web.Outcome;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Each step of a probe, on record before the next one is taken. Thread-safe. */
@Component
class ProbeJournal {
  private final Probes probes;
  private final Changes changes;
  private final AuditTrail trail;

  ProbeJournal(Probes probes, Changes changes, AuditTrail trail) {
    this.probes = probes;
    this.changes = changes;
    this.trail = trail;
  }

  /** One probe of an account at a time. */
  Outcome<Probe> begin(Supplier<Outcome<Probe>> decide) {
    return changes.run(
        () ->
            switch (decide.get()) {
              case Outcome.Refused<Probe> refused -> refused;
              case Outcome.Done<Probe>(Probe probe) ->
                  probes.of(probe.account()).stream().anyMatch(one -> one.state().isOpen())
                      ? Outcome.refused(
                          ProblemType.CONFLICT,
                          "A probe of account " + probe.account() + " is under way.")
                      : recorded(probe, probes.insert(probe));
            });
  }

  /** The next step, unless somebody else took one meanwhile. */
  Probe step(Probe next) {
    Outcome<Probe> stored = changes.run(() -> recorded(next, probes.update(next)));
    return Objects.requireNonNull(
        stored.orNull(), () -> "somebody else goes on with probe " + next.id());
  }

  private Outcome<Probe> recorded(Probe probe, RowChange change) {
    trail.append(
        AuditEvent.of("session-probe." + probe.state().code())
            .with("probeId", probe.id())
            .with("account", probe.account())
            .with("sharedUserId", probe.sharedUser().value())
            .with("spareKey", probe.spareKey())
            .with("outlive", probe.outlive())
            .with("detail", probe.detail())
            .changing(change));
    return Outcome.done(probe);
  }
}
