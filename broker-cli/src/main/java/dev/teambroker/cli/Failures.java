package dev.teambroker.cli;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.settings.SettingsFault;
import dev.teambroker.cli.terminal.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The one place where trouble becomes a sentence on stderr and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Surroundings around;

  Failures(Surroundings around) {
    this.around = around;
  }

  @Override
  public int handleExecutionException(Exception trouble, CommandLine line, ParseResult result) {
    return switch (trouble) {
      case Failure failure -> end(failure.exitCode(), failure.sentence());
      case SettingsFault fault -> end(ExitCode.CONFIGURATION, String.valueOf(fault.getMessage()));
      default -> broken(trouble);
    };
  }

  @Override
  public int handleParseException(ParameterException trouble, String[] args) {
    String command = trouble.getCommandLine().getCommandSpec().qualifiedName();
    return end(
        ExitCode.USAGE, trouble.getMessage() + ". `" + command + " --help` tells what it takes.");
  }

  /** Class names and places only: an unexpected exception's message might quote a secret. */
  private int broken(Exception trouble) {
    int code = end(ExitCode.BROKEN, "This is a bug: " + trouble.getClass().getName());
    for (StackTraceElement place : trouble.getStackTrace()) {
      if (place.getClassName().startsWith("dev.teambroker.")) {
        around.err().println("  at " + place);
      }
    }
    return code;
  }

  /** Tells the user, and gives the exit code. */
  int end(ExitCode code, String sentence) {
    around.say(sentence);
    return code.code();
  }
}
