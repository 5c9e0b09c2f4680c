package dev.teambroker.server.signin;

import static java.util.Objects.requireNonNull;

import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.web.ServerPin;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The whole broker on free ports over a test's database; several over one database are replicas of
 * one broker, whose public URL is another than the address they listen on.
 */
public final class Replica implements Reachable, AutoCloseable {
  static final String PUBLIC_URL = ReplicaStart.PUBLIC_URL;

  private final ConfigurableApplicationContext context;
  private final HttpClient http;
  private final URI address;
  private final Path directory;

  private Replica(ConfigurableApplicationContext context, Path directory) {
    this.context = context;
    this.directory = directory;
    boolean tls = context.getBeanProvider(ServerPin.class).getIfAvailable() != null;
    int port = requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
    this.address = URI.create((tls ? "https" : "http") + "://localhost:" + port);
    this.http = HttpClient.newBuilder().sslContext(TrustsAll.context()).build();
  }

  /** The first replica over a database, or the only one. */
  public static Replica start(
      TestDatabase database, SettableClock clock, String... furtherProperties) {
    return start(database, clock, _ -> {}, furtherProperties);
  }

  /** The same, with beans of the test's in place of the broker's. */
  public static Replica start(
      TestDatabase database,
      SettableClock clock,
      Consumer<GenericApplicationContext> beans,
      String... furtherProperties) {
    return start(database, clock, null, beans, furtherProperties);
  }

  /** Another one over the same database, with the same keystore. */
  public Replica another(TestDatabase database, SettableClock clock, String... furtherProperties) {
    return another(database, clock, _ -> {}, furtherProperties);
  }

  /** The same, with beans of the test's in place of the broker's. */
  public Replica another(
      TestDatabase database,
      SettableClock clock,
      Consumer<GenericApplicationContext> beans,
      String... furtherProperties) {
    return start(database, clock, directory, beans, furtherProperties);
  }

  private static Replica start(
      TestDatabase database,
      SettableClock clock,
      @Nullable Path keystore,
      Consumer<GenericApplicationContext> beans,
      String... further) {
    ConfigurableApplicationContext context =
        ReplicaStart.run(clock, beans, ReplicaStart.arguments(database, keystore, further));
    Path own = Path.of(context.getEnvironment().getRequiredProperty("broker.data-directory"));
    return new Replica(context, keystore == null ? own : keystore);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  public Path directory() {
    return directory;
  }

  @Override
  public HttpClient http() {
    return http;
  }

  @Override
  public URI of(String path) {
    return URI.create(address + path);
  }

  @Override
  public void close() {
    http.close();
    context.close();
  }
}
