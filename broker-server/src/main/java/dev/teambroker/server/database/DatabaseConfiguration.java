package dev.teambroker.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.util.unit.DataSize;

/** Whoever asks for the data source has a database that is locked, started, migrated, checked. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class DatabaseConfiguration {
  private static final Logger log = LoggerFactory.getLogger(DatabaseConfiguration.class);

  /** A command beside a running broker uses that one's database. */
  @Bean(destroyMethod = "close")
  DataDirectory dataDirectory(
      DataDirectoryProperties properties, @Value("${broker.command:server}") String command) {
    Path path =
        Objects.requireNonNullElseGet(properties.dataDirectory(), DefaultDataDirectory::choose);
    if (command.equals("server")) {
      return DataDirectory.lock(path);
    }
    DataDirectory locked = DataDirectory.tryLock(path);
    return locked == null ? DataDirectory.beside(path) : locked;
  }

  @Bean(destroyMethod = "close")
  Postgres postgres(DatabaseProperties properties, DataDirectory directory) {
    if (properties.isEmbedded() && !directory.isLocked()) {
      return Postgres.runningIn(directory);
    }
    Postgres postgres = Postgres.of(properties, directory);
    if (postgres.isEmbedded()) {
      log.warn(
          "PostgreSQL is embedded: whoever can read {} owns the database; set broker.database.url"
              + " to keep the owner's password away from the service",
          directory.path());
    }
    return postgres;
  }

  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(Postgres postgres, DatabaseProperties properties) {
    if (postgres.isEmbedded()) {
      postgres.owner().ifPresent(Migrations::run);
    } else {
      Migrations.check(postgres.service());
    }
    StartChecks.run(postgres.service());
    HikariConfig pool = postgres.service().pool("broker", properties.poolSize());
    pool.setConnectionTimeout(properties.connectionTimeout().toMillis());
    return new HikariDataSource(pool);
  }

  @Bean
  Storage databaseStorage(
      DatabaseProperties properties,
      DataDirectory directory,
      JdbcClient jdbc,
      MeterRegistry metrics) {
    DataSize limit = properties.sizeLimit();
    Storage.Source source =
        properties.isEmbedded()
            ? StorageSource.onDisk(jdbc, directory.path())
            : limit == null ? StorageSource.unlimited() : StorageSource.within(jdbc, limit);
    return new Storage(source, metrics);
  }

  @Bean
  JdbcTransactionManager transactionManager(HikariDataSource dataSource) {
    return new DurableTransactions(dataSource);
  }
}
