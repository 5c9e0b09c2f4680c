package dev.teambroker.server.database;

import dev.teambroker.server.web.Part;
import org.springframework.stereotype.Component;

/** Whether the configured PostgreSQL is there, durable, migrated, and its role a fit one. */
@Component
final class DatabasePart implements Part {
  private final DatabaseProperties properties;

  DatabasePart(DatabaseProperties properties) {
    this.properties = properties;
  }

  @Override
  public String name() {
    return "broker.database";
  }

  @Override
  public String look() {
    String url = properties.url();
    if (url == null) {
      return "embedded; it is started with the broker";
    }
    Login service = new Login(url, properties.user(), properties.passwordFile());
    StartChecks.run(service);
    Migrations.check(service);
    return "reached as %s: durable, migrated, and the role can't alter the trail"
        .formatted(properties.user());
  }
}
