package dev.teambroker.cli.completion;

import dev.teambroker.cli.terminal.Surroundings;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code completion SHELL}. */
@Command(
    name = "completion",
    description = {
      "Prints a script that completes broker-cli's command line in a shell.",
      "bash: source <(broker-cli completion bash); zsh: the same; fish: broker-cli completion fish"
          + " | source; PowerShell: broker-cli completion powershell | Out-String |"
          + " Invoke-Expression"
    })
public final class CompletionCommand implements Runnable {
  private final Surroundings around;
  private final Supplier<CommandLine> root;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh, fish or powershell.")
  private Shell shell = Shell.BASH;

  public CompletionCommand(Surroundings around, Supplier<CommandLine> root) {
    this.around = around;
    this.root = root;
  }

  @Override
  public void run() {
    around.out().print(shell.script(Words.of(root.get())));
  }
}
