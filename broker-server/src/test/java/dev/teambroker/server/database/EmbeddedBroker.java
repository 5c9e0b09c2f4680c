package dev.teambroker.server.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** The database half of a broker's start, as a process: what {@link EmbeddedPostgresTest} kills. */
final class EmbeddedBroker {
  private EmbeddedBroker() {}

  public static void main(String[] arguments) throws InterruptedException {
    DataDirectory directory = DataDirectory.lock(Path.of(arguments[0]));
    DatabaseProperties defaults =
        new DatabaseProperties(
            null, "broker_service", null, "broker_owner", null, 4, null, Duration.ofSeconds(5));
    Postgres postgres = Postgres.of(defaults, directory);
    postgres.owner().ifPresent(Migrations::run);
    StartChecks.run(postgres.service());
    System.out.println("READY " + postgres.service().url());
    new CountDownLatch(1).await();
  }
}
