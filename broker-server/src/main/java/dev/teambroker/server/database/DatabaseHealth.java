package dev.teambroker.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Reachable, durable, a primary: asked anew each time, as settings change under a running broker.
 */
@Component("database")
class DatabaseHealth implements HealthIndicator {
  private final DataSource dataSource;

  DatabaseHealth(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Health health() {
    try (Connection connection = dataSource.getConnection()) {
      List<String> faults = Durability.faults(connection);
      return faults.isEmpty()
          ? Health.up().build()
          : Health.down().withDetail("why", String.join("; ", faults)).build();
    } catch (SQLException e) {
      return Health.down().withDetail("why", "the database can't be reached").build();
    }
  }
}
