package dev.teambroker.server.aws;

import org.jspecify.annotations.Nullable;

/**
 * The process's environment variables, as the chosen provider of the broker's own identity reads
 * them: each asks for its own alone, and nothing else in the server reads AWS's variables.
 */
@FunctionalInterface
interface ProviderVariables {
  /** The variable's value; null where it isn't set or is empty. */
  @Nullable String get(String name);
}
