package dev.teambroker.server.member;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.secretstore.Binding;
import dev.teambroker.server.secretstore.SealedRecords.SealedRecord;
import dev.teambroker.server.secretstore.SealedSecret;
import dev.teambroker.server.web.Outcome;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Stores the rewrapped form of a sealed deciding row as its next version, if the row still is what
 * was rewrapped. Thread-safe.
 */
@Component
public class Rewrapped {
  private final Changes changes;
  private final AuditTrail trail;

  Rewrapped(Changes changes, AuditTrail trail) {
    this.changes = changes;
    this.trail = trail;
  }

  /**
   * False when the row was changed or removed meanwhile.
   *
   * @param row reads it, as the trail says it is
   * @param sealed of the row
   * @param update stores the next version
   */
  public <R extends DecidingRow> boolean replace(
      SealedRecord read,
      Supplier<Optional<R>> row,
      Function<R, @Nullable SealedSecret> sealed,
      Function<R, RowChange> update) {
    Outcome<R> outcome =
        changes.run(
            () -> {
              Optional<R> now = row.get();
              if (now.isEmpty() || !read.sealed().equals(sealed.apply(now.get()))) {
                return Outcome.refused(ProblemType.CONFLICT, "It was changed meanwhile.");
              }
              RowChange change = update.apply(now.get());
              trail.append(about(read.binding()).changing(change));
              return Outcome.done(now.get());
            });
    return outcome instanceof Outcome.Done<R>;
  }

  private static AuditEvent about(Binding binding) {
    return AuditEvent.of("secret.rewrapped")
        .with("kind", binding.kind())
        .with("id", binding.recordId())
        .with("owner", binding.owner())
        .with("keyId", binding.keyId());
  }
}
