package dev.teambroker.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What has to hold before anything is served. */
final class StartChecks {
  private StartChecks() {}

  /** Refuses a database that isn't durable, and a role that could alter the audit trail. */
  static void run(Login service) {
    try (Connection connection = service.connect(Duration.ofSeconds(30))) {
      List<String> faults =
          Stream.concat(
                  Durability.faults(connection).stream(), ServiceRole.faults(connection).stream())
              .toList();
      if (!faults.isEmpty()) {
        throw new StartRefused(String.join("; ", faults));
      }
    } catch (SQLException e) {
      throw new StartRefused("the database can't be used: " + e.getMessage(), e);
    }
  }
}
