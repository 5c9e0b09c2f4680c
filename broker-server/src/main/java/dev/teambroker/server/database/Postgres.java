package dev.teambroker.server.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The PostgreSQL that this broker uses, and how to log in to it.
 *
 * <p>Thread-safe. Closing it stops an embedded server that it has started.
 */
public final class Postgres implements AutoCloseable {
  private static final String FOLDER = "postgresql";

  private final Login service;
  private final @Nullable Login owner;
  private final @Nullable EmbeddedPostgres embedded;

  private Postgres(Login service, @Nullable Login owner, @Nullable EmbeddedPostgres embedded) {
    this.service = service;
    this.owner = owner;
    this.embedded = embedded;
  }

  /** Starts the embedded server in the data directory, or takes the configured one. */
  static Postgres of(DatabaseProperties properties, DataDirectory directory) {
    return properties.url() == null
        ? embeddedIn(directory)
        : configured(properties, properties.url());
  }

  /** One that runs already. */
  static Postgres of(Login service) {
    return new Postgres(service, null, null);
  }

  private static Postgres embeddedIn(DataDirectory directory) {
    Path folder = directory.resolve(FOLDER);
    EmbeddedPostgres started = EmbeddedPostgres.start(folder, folder, Launch.forThisProcess());
    return new Postgres(started.service(), started.owner(), started);
  }

  private static Postgres configured(DatabaseProperties properties, String url) {
    Path ownerPassword = properties.ownerPasswordFile();
    return new Postgres(
        new Login(url, properties.user(), properties.passwordFile()),
        ownerPassword == null ? null : new Login(url, properties.ownerUser(), ownerPassword),
        null);
  }

  /** The embedded server of the broker that runs on this data directory. */
  static Postgres runningIn(DataDirectory directory) {
    Path folder = directory.resolve(FOLDER);
    try {
      int port = Integer.parseInt(Files.readString(folder.resolve("port")).strip());
      return new Postgres(
          Cluster.login(folder, port, "broker_service", "broker"),
          Cluster.login(folder, port, "broker_owner", "broker"),
          null);
    } catch (IOException | NumberFormatException e) {
      throw new StartRefused(
          "a broker is starting on " + directory.path() + "; try again when it is ready", e);
    }
  }

  /** The role that serves. */
  public Login service() {
    return service;
  }

  /** The role that owns the schema, where its password is known. */
  Optional<Login> owner() {
    return Optional.ofNullable(owner);
  }

  /**
   * The role that owns the schema.
   *
   * @throws StartRefused where its password isn't known
   */
  public Login ownersLogin() {
    return owner()
        .orElseThrow(
            () ->
                new StartRefused(
                    "set broker.database.owner-password-file to the owner's password, for this"
                        + " command alone"));
  }

  /** Whether this broker brought it, and so migrates it by itself. */
  public boolean isEmbedded() {
    return embedded != null;
  }

  @Override
  public void close() {
    if (embedded != null) {
      embedded.close();
    }
  }
}
