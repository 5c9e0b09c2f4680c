package dev.teambroker.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Transactions whose success means that the commit is durable. PostgreSQL answers a COMMIT that it
 * couldn't replicate with a mere warning; here that is a failure of unknown outcome.
 */
final class DurableTransactions extends JdbcTransactionManager {
  private static final long serialVersionUID = 1L;

  DurableTransactions(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected void doCommit(DefaultTransactionStatus status) {
    Connection connection = connection();
    try {
      connection.clearWarnings();
      super.doCommit(status);
      SQLWarning warning = connection.getWarnings();
      if (warning != null) {
        throw new TransactionSystemException(
            "the commit ended in a warning, its outcome is unknown: " + warning.getMessage());
      }
    } catch (SQLException e) {
      throw new TransactionSystemException("the commit's outcome is unknown", e);
    }
  }

  private Connection connection() {
    return org.springframework.jdbc.datasource.DataSourceUtils.getConnection(
        java.util.Objects.requireNonNull(getDataSource()));
  }
}
