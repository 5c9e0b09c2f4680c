package dev.teambroker.server.secretstore;

import dev.teambroker.server.database.StartRefused;
import java.util.List;

/** Finds the backend of each configured key. */
final class KeySources {
  private final List<KeyBackend> backends;

  KeySources(List<KeyBackend> backends) {
    this.backends = List.copyOf(backends);
  }

  /**
   * Where the keys come from, in the given order.
   *
   * @param property that names them, for messages
   * @throws StartRefused for a name that no backend takes
   */
  List<KeySource> of(List<String> names, String property) {
    return names.stream().map(name -> of(name, property)).toList();
  }

  private KeySource of(String name, String property) {
    String scheme = name.replaceFirst(":.*", "");
    KeyBackend backend =
        backends.stream()
            .filter(one -> one.scheme().equals(scheme))
            .findFirst()
            .orElseThrow(
                () ->
                    new StartRefused(
                        "%s takes keys of %s; '%s' is none of these."
                            .formatted(
                                property,
                                backends.stream().map(KeyBackend::scheme).sorted().toList(),
                                name)));
    try {
      return backend.source(name);
    } catch (IllegalArgumentException e) {
      throw new StartRefused("%s: %s.".formatted(property, e.getMessage()), e);
    }
  }
}
