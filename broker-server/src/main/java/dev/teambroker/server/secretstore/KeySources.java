package dev.teambroker.server.secretstore;

import dev.teambroker.server.database.StartRefused;
import java.util.List;
import java.util.function.BiFunction;

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

  /**
   * Where the signing key comes from.
   *
   * @throws StartRefused for a name that no backend takes
   */
  SigningKeySource signing(String name, String property) {
    return taken(name, property, KeyBackend::signing);
  }

  /** Those of the names whose backend could sign checkpoints, too. */
  List<String> thatCouldSign(List<String> names) {
    return names.stream()
        .filter(
            name ->
                backends.stream()
                    .filter(KeyBackend::isSigning)
                    .anyMatch(backend -> backend.scheme().equals(schemeOf(name))))
        .toList();
  }

  private static String schemeOf(String name) {
    return name.replaceFirst(":.*", "");
  }

  private KeySource of(String name, String property) {
    return taken(name, property, KeyBackend::source);
  }

  private <T> T taken(String name, String property, BiFunction<KeyBackend, String, T> taking) {
    KeyBackend backend =
        backends.stream()
            .filter(one -> one.scheme().equals(schemeOf(name)))
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
      return taking.apply(backend, name);
    } catch (IllegalArgumentException e) {
      throw new StartRefused("%s: %s.".formatted(property, e.getMessage()), e);
    }
  }
}
