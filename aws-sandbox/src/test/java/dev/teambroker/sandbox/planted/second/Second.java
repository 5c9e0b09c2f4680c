package dev.teambroker.sandbox.planted.second;

import dev.teambroker.sandbox.planted.first.First;
import org.jspecify.annotations.Nullable;

/** Half of a cycle that has to be found. */
public record Second(@Nullable First other) {}
