package dev.teambroker.server.audit;

import dev.teambroker.server.audit.Purpose.Ends;
import dev.teambroker.server.database.OpenWork.Since;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that stands begun on the trail. One that is closed without having been ended is ended
 * by others, as of unknown outcome. Of one thread.
 */
public final class Undertaking implements AutoCloseable {
  private final Keeper keeper;
  private final UUID replica;
  private final Since after;
  private @Nullable Recorded recorded;
  private boolean ended;

  /** Who keeps those that are open. */
  interface Keeper {
    void end(AuditEvent result, Ends ends, @Nullable LedgerRow session);

    void close(Undertaking undertaking, boolean ended);
  }

  Undertaking(Keeper keeper, UUID replica, Since after) {
    this.keeper = keeper;
    this.replica = replica;
    this.after = after;
  }

  /** The record that began it. */
  public Recorded recorded() {
    if (recorded == null) {
      throw new IllegalStateException("it has not begun");
    }
    return recorded;
  }

  /**
   * Puts on record how it ended, with the session's entry in the ledger; durable when this returns.
   *
   * @throws AuditUnavailable when it isn't on record by this call: because it can't be written, or
   *     because others have ended it already
   */
  public void end(AuditEvent result, @Nullable LedgerRow session) {
    Ends ends = new Ends(recorded().epoch(), recorded().number(), replica);
    keeper.end(result, ends, session);
    ended = true;
  }

  void begins(Recorded asRecorded) {
    recorded = asRecorded;
  }

  UUID replica() {
    return replica;
  }

  /** A place in the trail before the record that begins it. */
  Since after() {
    return after;
  }

  @Override
  public void close() {
    keeper.close(this, ended);
  }
}
