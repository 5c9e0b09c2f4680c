package dev.teambroker.server.secretstore.vault;

import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import java.util.Locale;

/** What it means that Vault brought no result, and what an operator does. */
final class VaultTrouble {
  private static final int MANY = 429;

  private VaultTrouble() {}

  /** Whether the same call may do a moment later. */
  static boolean isPassing(VaultAnswer answer) {
    return switch (answer) {
      case VaultAnswer.Done _ -> false;
      case VaultAnswer.Refused refused ->
          (refused.status() >= 500 && !isSealed(refused))
              || refused.status() == 412
              || refused.status() == MANY
              || refused.status() == 472
              || refused.status() == 473;
      case VaultAnswer.Lost _ -> true;
    };
  }

  private static boolean isSealed(VaultAnswer.Refused refused) {
    return refused.status() == 503 && refused.errors().toLowerCase(Locale.ROOT).contains("sealed");
  }

  static SecretStoreUnavailable of(String place, VaultAnswer answer) {
    return new SecretStoreUnavailable(
        switch (answer) {
          case VaultAnswer.Done _ -> throw new IllegalArgumentException("Vault did it");
          case VaultAnswer.Lost(String why) -> place + " can't be asked: " + why;
          case VaultAnswer.Refused refused -> refused(place, refused);
        });
  }

  /** In short. */
  static String told(VaultAnswer answer) {
    return switch (answer) {
      case VaultAnswer.Done _ -> "done";
      case VaultAnswer.Lost(String why) -> why;
      case VaultAnswer.Refused(int status, String errors) -> status + " " + errors;
    };
  }

  private static String refused(String place, VaultAnswer.Refused refused) {
    if (isSealed(refused)) {
      return place + " is sealed: its operators unseal it";
    }
    if (refused.status() == MANY) {
      return place + " takes no more calls at this rate: its quota is used up";
    }
    String standby = refused.errors().toLowerCase(Locale.ROOT);
    if (refused.status() == 307
        || refused.status() == 472
        || refused.status() == 473
        || standby.contains("standby")
        || standby.contains("active cluster node not found")) {
      return place
          + " is a standby that doesn't pass the call on: let the address lead to the active node";
    }
    return "%s answered %d (%s)".formatted(place, refused.status(), refused.errors());
  }
}
