package dev.teambroker.server.secretstore.vault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.teambroker.server.secretstore.PrivateFile;
import dev.teambroker.server.tls.PemFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Vault over TLS on loopback, as far as the broker and the making of its key, policy and roles
 * speak it, in Vault's own words. It can be sealed, fail, and demand a client's certificate.
 */
public final class FakeVault implements VaultUnderTest, AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path folder;
  private final PemFiles files;
  private final @Nullable X509Certificate client;
  private final HttpsServer server;
  private final Path token;
  private final FakeTransit transit;
  private final FakeAuth auth;
  private final Deque<Answer> planned = new ConcurrentLinkedDeque<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile boolean sealed;
  private volatile @Nullable Answer always;
  private volatile String namespace = "";

  /** What it says, by the API's rules. */
  record Answer(int status, String body) {
    static Answer errors(int status, String... errors) {
      return new Answer(status, JSON.writeValueAsString(Map.of("errors", List.of(errors))));
    }

    static Answer data(Map<String, ?> data) {
      return new Answer(
          200,
          JSON.writeValueAsString(
              Map.of("request_id", "r", "lease_id", "", "renewable", false, "data", data)));
    }

    static Answer auth(Map<String, ?> auth) {
      return new Answer(200, JSON.writeValueAsString(Map.of("request_id", "r", "auth", auth)));
    }

    static Answer nothing() {
      return new Answer(204, "");
    }
  }

  public static FakeVault start() {
    return new FakeVault(InstantSource.system(), null);
  }

  static FakeVault start(InstantSource clock) {
    return new FakeVault(clock, null);
  }

  /** One that takes this client's certificate alone. */
  static FakeVault forClient(PemFiles client) {
    return new FakeVault(InstantSource.system(), client.certificate());
  }

  private FakeVault(InstantSource clock, @Nullable X509Certificate client) {
    this.client = client;
    try {
      folder = Files.createTempDirectory("fake-vault");
      files = PemFiles.in(folder, InstantSource.system().instant(), Duration.ofDays(1));
      auth = new FakeAuth(clock);
      transit = new FakeTransit(clock);
      token = folder.resolve("root-token");
      PrivateFile.make(token, auth.rootToken().getBytes(StandardCharsets.US_ASCII));
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
      server.setHttpsConfigurator(configurator(tls()));
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", this::answer);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SSLContext tls() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("vault", files.privateKey(), new char[0], certificates());
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), new TrustManager[] {new OneClient()}, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Certificate[] certificates() throws GeneralSecurityException, IOException {
    try (var in = Files.newInputStream(files.chain())) {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(in)
          .toArray(Certificate[]::new);
    }
  }

  private HttpsConfigurator configurator(SSLContext tls) {
    return new HttpsConfigurator(tls) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters wanted = tls.getDefaultSSLParameters();
        wanted.setNeedClientAuth(client != null);
        parameters.setSSLParameters(wanted);
      }
    };
  }

  private final class OneClient implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      if (!chain[0].equals(client)) {
        throw new CertificateException("another client");
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] sent = exchange.getRequestBody().readAllBytes();
      asked.add(exchange.getRequestMethod() + " " + path);
      Answer answer = path.startsWith("/v1/") ? answer(exchange, path.substring(4), sent) : null;
      if (answer == null) {
        answer = Answer.errors(404, "no handler for route");
      }
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private @Nullable Answer answer(HttpExchange exchange, String path, byte[] sent) {
    Answer next = planned.poll();
    Answer ever = always;
    if (next != null || ever != null) {
      return next == null ? ever : next;
    }
    if (sealed) {
      return Answer.errors(503, "Vault is sealed");
    }
    String asks = exchange.getRequestHeaders().getFirst("X-Vault-Namespace");
    if (!namespace.equals(asks == null ? "" : asks)) {
      return Answer.errors(404, "no handler for route \"" + path + "\". route entry not found.");
    }
    if (sent.length > 0
        && !"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
      return Answer.errors(415, "unsupported media type");
    }
    JsonNode input =
        JSON.readTree(sent.length == 0 ? "{}".getBytes(StandardCharsets.US_ASCII) : sent);
    String method = exchange.getRequestMethod();
    if (path.endsWith("/login")) {
      return auth.login(path, input);
    }
    String shown = exchange.getRequestHeaders().getFirst("X-Vault-Token");
    if (!auth.allows(shown, method, path, transit)) {
      return Answer.errors(403, "1 error occurred:\n\t* permission denied\n\n");
    }
    return path.startsWith("transit/")
        ? transit.answer(method, path.substring("transit/".length()), input)
        : auth.answer(method, path, input, shown);
  }

  @Override
  public URI address() {
    return URI.create("https://localhost:" + server.getAddress().getPort());
  }

  @Override
  public Path authorities() {
    return files.chain();
  }

  @Override
  public Path tokenFile() {
    return token;
  }

  /** Methods and paths, in their order. */
  List<String> asked() {
    return asked;
  }

  public void seal() {
    sealed = true;
  }

  public void unseal() {
    sealed = false;
  }

  /** The next call is answered so. */
  void next(int status, String... errors) {
    planned.add(Answer.errors(status, errors));
  }

  /** Every call is, until {@link #answersAgain}. */
  void always(int status, String... errors) {
    always = Answer.errors(status, errors);
  }

  void answersAgain() {
    always = null;
  }

  void isInNamespace(String name) {
    namespace = name;
  }

  void ignoresAssociatedData() {
    transit.ignoresAssociatedData();
  }

  FakeTransit transit() {
    return transit;
  }

  FakeAuth auth() {
    return auth;
  }

  /** What a broker is started with to seal under this key, with the root token. */
  public List<String> options(String key) {
    VaultAdmin.of(this).makesKey(key);
    List<String> options = new ArrayList<>();
    options.add("broker.secret-store.vault.address=" + address());
    options.add("broker.secret-store.vault.authorities-file=" + authorities());
    options.add("broker.secret-store.vault.token-file=" + token);
    return options;
  }

  public void rotates(String key) {
    VaultAdmin.of(this).rotates(key);
  }

  public void opensFrom(String key, int version) {
    VaultAdmin.of(this).opensFrom(key, version);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /** For proxies before it. */
  public int port() {
    HttpServer http = server;
    return http.getAddress().getPort();
  }
}
