package dev.teambroker.server.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Whether a commit of this connection outlives a crash; what it lacks, a sentence each. */
final class Durability {
  private static final String SETTINGS =
      """
      SELECT current_setting('fsync') AS fsync,
          current_setting('full_page_writes') AS full_page_writes,
          current_setting('synchronous_commit') AS synchronous_commit,
          current_setting('default_transaction_read_only') AS read_only,
          pg_is_in_recovery() AS in_recovery
      """;

  private Durability() {}

  static List<String> faults(Connection connection) throws SQLException {
    List<String> faults = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SETTINGS)) {
      row.next();
      if (!row.getString("fsync").equals("on")) {
        faults.add("PostgreSQL runs with fsync off: a crash may lose what was committed");
      }
      if (!row.getString("full_page_writes").equals("on")) {
        faults.add("PostgreSQL runs with full_page_writes off: a crash may tear its pages");
      }
      String commit = row.getString("synchronous_commit");
      if (!commit.equals("on") && !commit.equals("remote_apply")) {
        faults.add(
            "synchronous_commit is "
                + commit
                + " for the broker's role or database; it has to be on or remote_apply");
      }
      if (row.getBoolean("in_recovery")) {
        faults.add("this PostgreSQL is a standby: broker.database.url has to name the primary");
      } else if (row.getString("read_only").equals("on")) {
        faults.add("transactions are read-only here: default_transaction_read_only is on");
      }
    }
    return faults;
  }
}
