package dev.teambroker.server.audit;

import java.time.Instant;

/** Where a record stands in the trail. */
public record Recorded(long epoch, long number, Instant at) {}
