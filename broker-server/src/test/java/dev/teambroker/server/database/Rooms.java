package dev.teambroker.server.database;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Storage as tests need it. */
public final class Rooms {
  private Rooms() {}

  public static Storage unlimited() {
    return new Storage(StorageSource.unlimited(), new SimpleMeterRegistry());
  }

  /** Measures at once, not at the next turn of the schedule. */
  public static void measure(Storage storage) {
    storage.measure();
  }
}
