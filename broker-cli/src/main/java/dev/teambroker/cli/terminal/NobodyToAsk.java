package dev.teambroker.cli.terminal;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;

/** A question, and no terminal to ask it on: another process of this user may have one. */
public final class NobodyToAsk extends Failure {
  private static final long serialVersionUID = 1;

  public NobodyToAsk(String sentence) {
    super(ExitCode.CODE_WANTED, sentence);
  }
}
