package dev.teambroker.cli.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps bytes under a name, for this user alone. Names are made of {@code a-z 0-9 . -}.
 *
 * <p>Callers overwrite the arrays they gave or got once they have used them.
 */
public interface ItemStore {
  /** The item, or null where there is none (any more). */
  byte @Nullable [] find(String name) throws StoreFault;

  /**
   * Keeps the item, in place of an older one of the name.
   *
   * @param secondsToLive after which a store that can drops it by itself; 0: it stays
   */
  void put(String name, byte[] value, long secondsToLive) throws StoreFault;

  /** Forgets the item; that there is none is no fault. */
  void remove(String name) throws StoreFault;

  /** The names of all items, locked ones too; asks nobody. */
  List<String> names() throws StoreFault;

  /** How a message to the user calls this store, such as "the kernel keyring". */
  String description();
}
