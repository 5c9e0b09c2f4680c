package dev.teambroker.server.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/**
 * What a record is for: it tells of something, or it begins what a later one has to end. The last
 * two are written only while the replica that began it is counted among the living.
 */
@NamedInterface("inside")
public sealed interface Purpose {
  Purpose TELLS = new Tells();

  /** Told by whom it may be. */
  record Tells() implements Purpose {
    @Override
    public @Nullable UUID onlyWhileLives() {
      return null;
    }
  }

  /** The replica has to end it, or others do. */
  record Begins(UUID replica) implements Purpose {
    @Override
    public UUID onlyWhileLives() {
      return replica;
    }
  }

  /**
   * Ends what that record began.
   *
   * @param replica that began it; null for others, once it is lost
   */
  record Ends(long epoch, long number, @Nullable UUID replica) implements Purpose {
    @Override
    public @Nullable UUID onlyWhileLives() {
      return replica;
    }
  }

  /** The replica that has to be counted among the living for the record to be written. */
  @Nullable UUID onlyWhileLives();
}
