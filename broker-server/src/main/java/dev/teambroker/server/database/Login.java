package dev.teambroker.server.database;

import com.zaxxer.hikari.HikariConfig;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * A database and a role to use it as.
 *
 * @param url JDBC
 * @param passwordFile null when the role needs none, or the URL says how it proves itself
 */
public record Login(String url, String user, @Nullable Path passwordFile) {

  /** A connection outside of the pool, in autocommit mode; its owner closes it. */
  public Connection connect(Duration socketTimeout) throws SQLException {
    Properties properties = properties();
    properties.setProperty("socketTimeout", String.valueOf(socketTimeout.toSeconds()));
    properties.setProperty("loginTimeout", "10");
    Connection connection = new Driver().connect(url, properties);
    if (connection == null) {
      throw new SQLException("not a PostgreSQL URL: " + url);
    }
    return connection;
  }

  Login to(String otherUrl) {
    return new Login(otherUrl, user, passwordFile);
  }

  /** A pool's configuration for this login. */
  HikariConfig pool(String name, int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(size);
    config.setDataSourceProperties(properties());
    return config;
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("ApplicationName", "broker");
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("tcpKeepAlive", "true");
    if (passwordFile != null) {
      properties.setProperty("authenticationPluginClassName", PasswordFromFile.class.getName());
      properties.setProperty(PasswordFromFile.FILE, passwordFile.toString());
    }
    return properties;
  }
}
