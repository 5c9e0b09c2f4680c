package dev.teambroker.server.member;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.web.Outcome;
import java.util.function.Supplier;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs a change of deciding rows and the record of it in one transaction. A refusal changes
 * nothing. When somebody else changed one of the rows meanwhile, it is decided anew on what they
 * left. Thread-safe.
 */
@Component
public class Changes {
  private static final int ATTEMPTS = 5;

  private final TransactionTemplate transaction;

  Changes(PlatformTransactionManager transactions) {
    this.transaction = new TransactionTemplate(transactions);
  }

  /** What {@code change} decides, its changes and its record committed or nothing at all. */
  public <T> Outcome<T> run(Supplier<Outcome<T>> change) {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return once(change);
      } catch (ConcurrencyFailureException | DuplicateKeyException e) {
        Thread.onSpinWait();
      }
    }
    try {
      return once(change);
    } catch (ConcurrencyFailureException | DuplicateKeyException e) {
      return Outcome.refused(
          ProblemType.CONFLICT, "Somebody else is changing the same; nothing was changed.");
    }
  }

  private <T> Outcome<T> once(Supplier<Outcome<T>> change) {
    Outcome<T> outcome =
        transaction.execute(
            status -> {
              Outcome<T> decided = change.get();
              if (decided instanceof Outcome.Refused<T>) {
                status.setRollbackOnly();
              }
              return decided;
            });
    return java.util.Objects.requireNonNull(outcome);
  }
}
