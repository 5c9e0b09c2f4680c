package dev.teambroker.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Whether what was measured counts: durable, and on the trail. */
final class Trail {
  private final String url;
  private final Broker broker;

  Trail(Broker broker) throws IOException {
    this.broker = broker;
    this.url = "jdbc:postgresql://127.0.0.1:" + broker.read("port") + "/broker";
  }

  String url() {
    return url;
  }

  /** What is missing for durable commits of the service's own role; empty where nothing is. */
  String notDurable() throws IOException, SQLException {
    try (Connection service = as("broker_service")) {
      for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
        if (!"on".equals(text(service, "show " + setting))) {
          return setting + " is not on";
        }
      }
      return "";
    }
  }

  String databaseVersion() throws IOException, SQLException {
    try (Connection service = as("broker_service")) {
      return text(service, "show server_version");
    }
  }

  /** How the issued rows differ from the sessions received; empty where they are the same. */
  String difference(Set<String> received) throws IOException, SQLException {
    return difference(received, issued());
  }

  static String difference(Set<String> received, Set<String> issued) {
    if (issued.equals(received)) {
      return "";
    }
    Set<String> unrecorded = new TreeSet<>(received);
    unrecorded.removeAll(issued);
    Set<String> unreceived = new TreeSet<>(issued);
    unreceived.removeAll(received);
    return "%d sessions received, %d on the trail; %d not recorded, %d not received"
        .formatted(received.size(), issued.size(), unrecorded.size(), unreceived.size());
  }

  /** How many records there are of that action. */
  long records(String action) throws IOException, SQLException {
    try (Connection owner = as("broker_owner")) {
      return Long.parseLong(
          text(
              owner,
              "select count(*) from broker.audit_record where body::json ->> 'action' = '"
                  + action
                  + "'"));
    }
  }

  private Set<String> issued() throws IOException, SQLException {
    Set<String> ids = new HashSet<>();
    try (Connection owner = as("broker_owner");
        Statement statement = owner.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                select body::json -> 'attributes' ->> 'accessKeyId'
                  from broker.audit_record
                 where body::json ->> 'action' = 'session.issued'
                """)) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    }
    return ids;
  }

  private Connection as(String role) throws IOException, SQLException {
    return DriverManager.getConnection(url, role, broker.read(role + ".password"));
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
