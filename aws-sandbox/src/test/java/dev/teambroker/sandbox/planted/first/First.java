package dev.teambroker.sandbox.planted.first;

import dev.teambroker.sandbox.planted.second.Second;

/** Half of a cycle that has to be found. */
public record First(Second other) {}
