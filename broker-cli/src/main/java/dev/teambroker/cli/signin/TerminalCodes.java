package dev.teambroker.cli.signin;

import dev.teambroker.cli.terminal.NobodyToAsk;
import dev.teambroker.cli.terminal.Terminal;
import dev.teambroker.protocol.Secret;

/** Asks on the terminal; codes may be seen there, since they are worth nothing afterwards. */
record TerminalCodes(Terminal terminal) implements CodeSource {
  @Override
  public Secret line(String question) {
    if (!terminal.isThere()) {
      throw new NobodyToAsk(
          question
              + " is needed, and there is no terminal to ask on and no window to open: run"
              + " `broker-cli login` in a terminal, or set BROKER_CODE_COMMAND or mfa-process.");
    }
    return Secret.of(terminal.ask(question + ": "));
  }

  @Override
  public boolean isAPerson() {
    return true;
  }

  @Override
  public String name() {
    return "the terminal";
  }
}
