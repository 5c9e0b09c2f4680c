package dev.teambroker.server.audit.snapshot;

import dev.teambroker.server.audit.Chain;

/** Somebody says that the trail was pruned, and it wasn't this broker. */
public final class UnsignedBase extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsignedBase(Chain place) {
    super(
        "that the trail was pruned up to record %d of epoch %d is not signed by the broker's key"
            .formatted(place.number(), place.epoch()));
  }
}
