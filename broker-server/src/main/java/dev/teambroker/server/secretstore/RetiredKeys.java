package dev.teambroker.server.secretstore;

import java.util.Set;
import java.util.function.Supplier;

/** Ids of the keys that neither seal nor open any more, as of the last look. Thread-safe. */
final class RetiredKeys implements Supplier<Set<String>> {
  private final KeyRegister register;
  private volatile Set<String> known;

  RetiredKeys(KeyRegister register) {
    this.register = register;
    this.known = register.retired();
  }

  @Override
  public Set<String> get() {
    return known;
  }

  void look() {
    known = register.retired();
  }
}
