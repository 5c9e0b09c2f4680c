package dev.teambroker.server.database;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Which PostgreSQL the broker uses.
 *
 * @param url such as {@code jdbc:postgresql://db.example.com/broker}; without one the broker starts
 *     its own in the data directory
 * @param user the service's login role, broker_service or a member of it
 * @param passwordFile holds the password of that role; read anew for each connection
 * @param ownerUser the role that owns the schema and migrates it (only for {@code broker migrate})
 * @param ownerPasswordFile holds the owner's password (only for {@code broker migrate})
 * @param poolSize how many connections a replica keeps for its requests
 * @param sizeLimit how large an external database may grow, so that warnings and refusals come
 *     before it is full; of the embedded one the disk's free space is measured
 * @param connectionTimeout how long a request waits for one of them
 */
@ConfigurationProperties("broker.database")
public record DatabaseProperties(
    @Nullable String url,
    @DefaultValue("broker_service") String user,
    @Nullable Path passwordFile,
    @DefaultValue("broker_owner") String ownerUser,
    @Nullable Path ownerPasswordFile,
    @DefaultValue("16") int poolSize,
    @Nullable DataSize sizeLimit,
    @DefaultValue("5s") Duration connectionTimeout) {
  public DatabaseProperties {
    if (url != null && !url.startsWith("jdbc:postgresql://")) {
      throw new StartRefused(
          "broker.database.url takes a JDBC URL such as jdbc:postgresql://host:5432/broker");
    }
    if (poolSize < 2 || poolSize > 1000) {
      throw new StartRefused("broker.database.pool-size takes a number from 2 to 1000");
    }
    if (sizeLimit != null && sizeLimit.compareTo(DataSize.ofMegabytes(64)) < 0) {
      throw new StartRefused("broker.database.size-limit takes 64MB or more");
    }
    if (connectionTimeout.compareTo(Duration.ofMillis(250)) < 0) {
      throw new StartRefused("broker.database.connection-timeout takes 250ms or more");
    }
  }

  boolean isEmbedded() {
    return url == null;
  }
}
