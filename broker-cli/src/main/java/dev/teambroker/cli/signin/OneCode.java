package dev.teambroker.cli.signin;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.terminal.SecretInput;
import dev.teambroker.protocol.Secret;
import java.nio.file.Path;

/** The code of {@code --mfa-token}: there is this one and no other. */
final class OneCode implements CodeSource {
  private final SecretInput input;
  private final Path file;
  private boolean given;

  OneCode(SecretInput input, Path file) {
    this.input = input;
    this.file = file;
  }

  @Override
  public Secret line(String question) {
    if (given) {
      throw new Failure(
          ExitCode.CODE_WANTED, "The code of --mfa-token was used, and a further one is needed.");
    }
    given = true;
    return input.line(file, question, "--mfa-token");
  }

  @Override
  public boolean isAPerson() {
    return false;
  }

  @Override
  public String name() {
    return "--mfa-token";
  }
}
