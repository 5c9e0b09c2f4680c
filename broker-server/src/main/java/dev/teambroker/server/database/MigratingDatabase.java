package dev.teambroker.server.database;

import org.springframework.stereotype.Component;

/** The step that an external database needs before a newer broker starts: its owner migrates it. */
@Component
public class MigratingDatabase {
  private final Postgres postgres;

  MigratingDatabase(Postgres postgres) {
    this.postgres = postgres;
  }

  /**
   * Runs the migrations that are missing.
   *
   * @return how many there were
   * @throws StartRefused when the owner's login isn't configured, or a migration fails
   */
  public int migrate() {
    return Migrations.run(postgres.ownersLogin());
  }
}
