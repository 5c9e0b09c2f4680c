package dev.teambroker.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A hostile hand: somebody with the database owner's password, and nothing else of the broker. */
final class DatabaseOwner implements AutoCloseable {
  private final Connection connection;

  private DatabaseOwner(Connection connection) {
    this.connection = connection;
  }

  static DatabaseOwner connect(String url, String user, String password) {
    try {
      return new DatabaseOwner(DriverManager.getConnection(url, user, password));
    } catch (SQLException e) {
      throw new StepFailed("the database's owner could not connect", e);
    }
  }

  /** Runs a statement that has to change exactly one row. */
  void changeOneRow(String sql) {
    try (Statement statement = connection.createStatement()) {
      int rows = statement.executeUpdate(sql);
      if (rows != 1) {
        throw new StepFailed("expected to alter one row, altered " + rows + ": " + sql);
      }
    } catch (SQLException e) {
      throw new StepFailed("the database refused: " + sql, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new StepFailed("the connection could not be closed", e);
    }
  }
}
