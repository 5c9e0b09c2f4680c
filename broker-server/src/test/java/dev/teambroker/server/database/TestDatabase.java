package dev.teambroker.server.database;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A migrated database on a real PostgreSQL, which this JVM starts once in the way that production
 * does. Each {@link #fresh} is a copy of its own:
 *
 * <pre>{@code
 * private static final TestDatabase database = TestDatabase.fresh();
 *
 * @DynamicPropertySource
 * static void properties(DynamicPropertyRegistry registry) {
 *   database.register(registry);
 * }
 * }</pre>
 */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Login service;
  private final Login owner;
  private final HikariDataSource pool;
  private final HikariDataSource ownersPool;
  private final @Nullable EmbeddedPostgres itsOwn;

  private TestDatabase(Login service, Login owner, @Nullable EmbeddedPostgres itsOwn) {
    this.itsOwn = itsOwn;
    this.service = service;
    this.owner = owner;
    this.pool = new HikariDataSource(quickly(service.pool("test-service", 20)));
    this.ownersPool = new HikariDataSource(quickly(owner.pool("test-owner", 4)));
  }

  /** A new database with all migrations and no rows. */
  public static TestDatabase fresh() {
    EmbeddedPostgres server = Server.RUNNING;
    String name = "test_" + COUNT.incrementAndGet();
    synchronized (TestDatabase.class) {
      try (Connection connection = server.superuser().connect(Duration.ofMinutes(1));
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + name + " TEMPLATE broker OWNER broker_owner");
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
    return new TestDatabase(on(server.service(), name), on(server.owner(), name), null);
  }

  /** One on a PostgreSQL of its own, which starts again when it is killed. */
  public static TestDatabase onItsOwnServer() {
    EmbeddedPostgres server = Server.another("server-" + COUNT.incrementAndGet());
    return new TestDatabase(server.service(), server.owner(), server);
  }

  /** What {@code kill -9} does to all of its server's processes; the one that it was. */
  public long killServer() {
    long pid = Objects.requireNonNull(itsOwn).pid();
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    List<ProcessHandle> backends = postmaster.descendants().toList();
    postmaster.destroyForcibly();
    backends.forEach(ProcessHandle::destroyForcibly);
    postmaster.onExit().join();
    return pid;
  }

  /** The process of its server. */
  public long server() {
    return Objects.requireNonNull(itsOwn).pid();
  }

  /** As the role that serves. */
  public DataSource service() {
    return pool;
  }

  /** As the role that owns the schema: for tests that tamper. */
  public DataSource owner() {
    return ownersPool;
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(pool);
  }

  public JdbcClient ownersJdbc() {
    return JdbcClient.create(ownersPool);
  }

  /** Transactions of the service's role, as production runs them. */
  public TransactionTemplate transactions() {
    return new TransactionTemplate(new DurableTransactions(pool));
  }

  public Postgres postgres() {
    return Postgres.of(service);
  }

  public Login serviceLogin() {
    return service;
  }

  public Login ownerLogin() {
    return owner;
  }

  /** The superuser of the whole server, in its database postgres. */
  public static Login superuserLogin() {
    return Server.RUNNING.superuser();
  }

  /** Writes what is in memory to the files, which takes as long as the disk does. */
  public static void checkpoint() {
    try (Connection connection = superuserLogin().connect(Duration.ofMinutes(10));
        Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where the server of all tests of this process keeps its data and its write-ahead log. */
  public static Path files() {
    return Server.directory("postgresql");
  }

  /** What makes a broker use this database, as {@code name=value}. */
  public List<String> properties() {
    return List.of(
        "broker.database.url=" + service.url(),
        "broker.database.user=" + service.user(),
        "broker.database.password-file=" + service.passwordFile(),
        "broker.database.owner-password-file=" + owner.passwordFile(),
        "broker.web.warm-up=0s",
        "broker.data-directory=" + Server.directory("data-" + COUNT.incrementAndGet()));
  }

  /** For {@code @DynamicPropertySource}. */
  public void register(DynamicPropertyRegistry registry) {
    for (String property : properties()) {
      int equals = property.indexOf('=');
      registry.add(property.substring(0, equals), () -> property.substring(equals + 1));
    }
  }

  @Override
  public void close() {
    pool.close();
    ownersPool.close();
    if (itsOwn != null) {
      itsOwn.abandon();
    }
  }

  private static com.zaxxer.hikari.HikariConfig quickly(com.zaxxer.hikari.HikariConfig config) {
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    return config;
  }

  private static Login on(Login login, String database) {
    return login.to(login.url().replaceFirst("/broker$", "/" + database));
  }

  private static final class Server {
    private static final Path ROOT = Path.of("target", "test-postgresql").toAbsolutePath();
    private static final Path OWN = ROOT.resolve(Long.toString(ProcessHandle.current().pid()));
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      removeWhatDeadProcessesLeft();
      Runtime.getRuntime().addShutdownHook(new Thread(Server::stop));
      return another("postgresql");
    }

    static EmbeddedPostgres another(String name) {
      EmbeddedPostgres started =
          EmbeddedPostgres.start(OWN.resolve(name), ROOT, Launch.forThisProcess());
      Migrations.run(started.owner());
      return started;
    }

    static Path directory(String name) {
      return OWN.resolve(name);
    }

    private static void stop() {
      RUNNING.abandon();
      remove(OWN);
    }

    private static void removeWhatDeadProcessesLeft() {
      if (!Files.isDirectory(ROOT)) {
        return;
      }
      try (var left = Files.list(ROOT)) {
        left.filter(folder -> folder.getFileName().toString().matches("\\d+"))
            .filter(folder -> ProcessHandle.of(Long.parseLong(name(folder))).isEmpty())
            .forEach(Server::remove);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String name(Path folder) {
      return Objects.requireNonNull(folder.getFileName()).toString();
    }

    private static void remove(Path tree) {
      try {
        if (Files.exists(tree)) {
          PostgresBinaries.delete(tree);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
