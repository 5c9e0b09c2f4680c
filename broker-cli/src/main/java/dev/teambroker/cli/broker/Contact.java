package dev.teambroker.cli.broker;

import java.time.Instant;

/** What an answer of the broker's tells beside its content. */
public record Contact(Instant serverTime, Instant certificateEnds) {}
