package dev.teambroker.cli.terminal;

import dev.teambroker.protocol.Secret;

/** Where a person can be asked. */
public interface Terminal {
  /** Whether there is somebody to ask. */
  boolean isThere();

  /** Shows something that no log may catch. */
  void show(String text);

  /** Asks, and takes a line. */
  String ask(String question);

  /** Asks, and takes a line that isn't shown. */
  Secret askSecretly(String question);
}
