package dev.teambroker.server.member;

import dev.teambroker.server.audit.RowChange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an enrolment's end changed; to be recorded in the transaction that changed it.
 *
 * @param confirmer the name of who has to confirm the device's fingerprint; null: nobody
 */
public record Arrived(Device device, @Nullable String confirmer, List<RowChange> changes) {
  public Arrived {
    changes = List.copyOf(changes);
  }

  /** The name of who has to confirm the device's fingerprint, if anybody has to. */
  public Optional<String> wantsConfirmationBy() {
    return Optional.ofNullable(confirmer);
  }
}
