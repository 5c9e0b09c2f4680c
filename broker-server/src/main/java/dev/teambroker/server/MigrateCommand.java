package dev.teambroker.server;

import dev.teambroker.server.database.MigratingDatabase;
import java.io.PrintStream;
import java.util.List;

/** {@code broker migrate}: brings the schema to this broker's version, as the schema's owner. */
final class MigrateCommand {
  private MigrateCommand() {}

  static int run(List<String> options, PrintStream out) {
    String[] arguments = Configured.arguments(options, System.getenv());
    try (CommandContext broker = CommandContext.open("migrate", arguments)) {
      int count = broker.get(MigratingDatabase.class).migrate();
      out.println(count == 0 ? "the schema is up to date" : count + " migrations were run");
      return 0;
    }
  }
}
