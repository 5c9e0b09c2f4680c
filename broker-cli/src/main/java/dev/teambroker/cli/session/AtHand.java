package dev.teambroker.cli.session;

import dev.teambroker.cli.hot.CachedSession;
import dev.teambroker.cli.keychain.SessionCache;
import dev.teambroker.cli.settings.ItemNames;
import dev.teambroker.cli.settings.Profile;
import dev.teambroker.cli.settings.Settings;
import dev.teambroker.cli.terminal.Surroundings;
import java.time.Instant;
import java.util.Optional;

/** When the sessions at hand end; from the cache alone. */
final class AtHand {
  private final Surroundings around;
  private final Settings settings;
  private final SessionCache cache;

  AtHand(Surroundings around) {
    this.around = around;
    this.settings = around.settings();
    this.cache = SessionCache.open(around);
  }

  /** The end of the profile's session, where there is one that runs. */
  Optional<Instant> end(Profile profile) {
    String item = ItemNames.session(settings.broker(profile.broker()), profile);
    return cache
        .find(item)
        .map(
            kept ->
                Instant.ofEpochSecond(kept.<Long, RuntimeException>reveal(CachedSession::expiry)))
        .filter(end -> end.isAfter(around.clock().instant()));
  }

  /** As people say it: 1h05m, 43m, 20s. */
  static String words(long seconds) {
    if (seconds >= 3600) {
      return seconds / 3600 + "h" + (seconds % 3600 < 600 ? "0" : "") + seconds % 3600 / 60 + "m";
    }
    return seconds >= 60 ? seconds / 60 + "m" : seconds + "s";
  }
}
