package dev.teambroker.server.database;

import dev.teambroker.server.web.Command;
import java.util.List;
import org.springframework.stereotype.Component;

/** {@code broker migrate}: brings the schema to this broker's version, as the schema's owner. */
@Component("migrate")
final class MigrateCommand implements Command {
  private final MigratingDatabase database;

  MigrateCommand(MigratingDatabase database) {
    this.database = database;
  }

  @Override
  public int run(List<String> arguments) {
    int count = database.migrate();
    System.out.println(count == 0 ? "the schema is up to date" : count + " migrations were run");
    return 0;
  }
}
