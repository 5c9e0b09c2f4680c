package dev.teambroker.server.secretstore;

import dev.teambroker.server.database.StartRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the configured keys at a start. Each one has to be there for an empty database; later on
 * one that can be used is enough, and the others are told in a warning.
 */
final class FindingKeys {
  private static final Logger log = LoggerFactory.getLogger(FindingKeys.class);

  private final KeyRegister register;
  private final boolean first;
  private final List<WatchedKey> usable = new ArrayList<>();
  private final List<WatchedKey> all = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();

  /**
   * @param first whether nothing was ever sealed, so that keys may be made
   */
  FindingKeys(KeyRegister register, boolean first) {
    this.register = register;
    this.first = first;
  }

  /**
   * Finds them.
   *
   * @throws StartRefused with the reasons when none can be used, or some can't at the first start
   */
  FindingKeys all(List<KeySource> sources) {
    sources.forEach(this::find);
    if (usable.isEmpty() || (first && !reasons.isEmpty())) {
      throw new StartRefused(String.join("; ", reasons));
    }
    warn();
    return this;
  }

  /** Finds those that are there. */
  FindingKeys any(List<KeySource> sources) {
    sources.forEach(this::find);
    warn();
    return this;
  }

  private void warn() {
    reasons.forEach(reason -> log.warn("ONE KEY LESS: {}", reason));
  }

  private void find(KeySource source) {
    try {
      Optional<KeyEncryptionKey> found = source.find();
      if (found.isPresent() || first) {
        WatchedKey key = watched(found.orElseGet(source::make));
        usable.add(key);
        all.add(key);
      } else {
        reasons.add(
            "%s is missing, and the database holds secrets that only its key opens: %s"
                .formatted(source.place(), source.remedy()));
      }
    } catch (SecretStoreUnavailable e) {
      reasons.add(String.valueOf(e.getMessage()));
      source.later().map(this::watched).ifPresent(all::add);
    }
  }

  private WatchedKey watched(KeyEncryptionKey key) {
    return new WatchedKey(key, new WrapCount(wraps -> register.reserve(key.id(), wraps)));
  }

  /** Those that could be used a moment ago. */
  List<WatchedKey> usable() {
    return usable;
  }

  /** These, and those that may come back. */
  List<WatchedKey> all() {
    return all;
  }
}
