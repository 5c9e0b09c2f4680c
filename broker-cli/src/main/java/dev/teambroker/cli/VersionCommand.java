package dev.teambroker.cli;

import dev.teambroker.cli.broker.Json;
import dev.teambroker.cli.terminal.Surroundings;
import picocli.CommandLine.Command;

/** {@code version}. */
@Command(name = "version", description = "Prints the version.")
final class VersionCommand implements Runnable {
  private final Surroundings around;

  /** What --json prints. */
  record Versions(String version, String java) {}

  VersionCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public void run() {
    if (around.options().json()) {
      String java = Runtime.version().toString();
      around.out().println(Json.pretty(new Versions(Version.number(), java)));
    } else {
      around.out().println(new Version().getVersion()[0]);
    }
  }
}
