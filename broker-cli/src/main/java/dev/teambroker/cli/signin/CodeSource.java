package dev.teambroker.cli.signin;

import dev.teambroker.protocol.Secret;

/** Where a member's codes come from. */
interface CodeSource {
  /**
   * A line that ought to hold a code.
   *
   * @param question names what the code is for
   */
  Secret line(String question);

  /** Whether somebody types, who may mistype and be asked again. */
  boolean isAPerson();

  /** How messages call it. */
  String name();
}
