package dev.teambroker.server.secretstore.vault;

import dev.teambroker.server.web.SecretAnswer;

/** What came of a call. */
sealed interface VaultAnswer {
  /** Vault did it; the body is empty where there was none. Whoever has it closes it. */
  final class Done implements VaultAnswer, AutoCloseable {
    private final SecretAnswer body;

    Done(SecretAnswer body) {
      this.body = body;
    }

    SecretAnswer body() {
      return body;
    }

    @Override
    public void close() {
      body.close();
    }
  }

  /**
   * Vault said no.
   *
   * @param errors its own words; no secret stands in them
   */
  record Refused(int status, String errors) implements VaultAnswer {
    boolean says(String text) {
      return errors.contains(text);
    }
  }

  /** No whole answer came. */
  record Lost(String why) implements VaultAnswer {}
}
