package dev.teambroker.server.signin;

import static java.util.Objects.requireNonNull;

import dev.teambroker.server.BrokerServer;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.web.ServerPin;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The whole broker on free ports over a test's database; several over one database are replicas of
 * one broker, whose public URL is another than the address they listen on.
 */
public final class Replica implements AutoCloseable {
  static final String PUBLIC_URL = "https://broker.test";

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
    this.http = HttpClient.newBuilder().sslContext(trustingAll()).build();
  }

  /** The first replica over a database, or the only one. */
  public static Replica start(
      TestDatabase database, SettableClock clock, String... furtherProperties) {
    return start(database, clock, null, furtherProperties);
  }

  /** Another one over the same database, with the same keystore. */
  public Replica another(TestDatabase database, SettableClock clock, String... furtherProperties) {
    return start(database, clock, directory, furtherProperties);
  }

  private static Replica start(
      TestDatabase database, SettableClock clock, @Nullable Path keystore, String... further) {
    List<String> arguments = new ArrayList<>();
    database.properties().forEach(property -> arguments.add("--" + property));
    arguments.add("--broker.public-url=" + PUBLIC_URL);
    arguments.add("--broker.web.port=0");
    arguments.add("--broker.management.port=0");
    arguments.add("--logging.level.root=warn");
    if (keystore != null) {
      arguments.add("--broker.secret-store.keystore.file=" + keystore.resolve("keystore.p12"));
      arguments.add(
          "--broker.secret-store.keystore.passphrase-file="
              + keystore.resolve("keystore.passphrase"));
    }
    for (String property : further) {
      arguments.add("--" + property);
    }
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(BrokerServer.class)
            .initializers(
                starting ->
                    ((GenericApplicationContext) starting)
                        .registerBean(
                            "testClock",
                            InstantSource.class,
                            () -> clock,
                            definition -> definition.setPrimary(true)))
            .run(arguments.toArray(String[]::new));
    Path own = Path.of(context.getEnvironment().getRequiredProperty("broker.data-directory"));
    return new Replica(context, keystore == null ? own : keystore);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public Path directory() {
    return directory;
  }

  HttpClient http() {
    return http;
  }

  URI of(String path) {
    return URI.create(address + path);
  }

  @Override
  public void close() {
    http.close();
    context.close();
  }

  /** Certificates are another feature's to test. */
  private static SSLContext trustingAll() {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[] {new TrustsAll()}, null);
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class TrustsAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
