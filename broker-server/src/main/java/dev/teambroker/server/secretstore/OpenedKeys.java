package dev.teambroker.server.secretstore;

import java.util.List;
import java.util.stream.Stream;

/**
 * The keys of this process.
 *
 * @param sealing in the order in which they are asked to open
 * @param retiring open only
 */
record OpenedKeys(List<WatchedKey> sealing, List<WatchedKey> retiring, RetiredKeys retired)
    implements AutoCloseable {
  OpenedKeys {
    sealing = List.copyOf(sealing);
    retiring = List.copyOf(retiring);
  }

  Stream<WatchedKey> all() {
    return Stream.concat(sealing.stream(), retiring.stream());
  }

  @Override
  public void close() {
    all().forEach(WatchedKey::close);
  }
}
