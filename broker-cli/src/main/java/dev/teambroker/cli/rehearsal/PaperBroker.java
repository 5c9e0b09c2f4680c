package dev.teambroker.cli.rehearsal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.teambroker.cli.broker.Json;
import dev.teambroker.protocol.Enrolments;
import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.Sessions;
import dev.teambroker.protocol.SignIns;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Answers any request as a broker would that agrees to everything; checks nothing. */
public final class PaperBroker implements AutoCloseable {
  private static final char[] PASSWORD = "rehearsal".toCharArray();
  private static final String NAME = "localhost";

  private final HttpsServer server;
  private final String pin;

  private PaperBroker(HttpsServer server, String pin) {
    this.server = server;
    this.pin = pin;
  }

  /** One whose sessions expire then. */
  public static PaperBroker start(Path directory, Instant expiry)
      throws IOException, GeneralSecurityException {
    KeyStore keys = keys(directory.resolve("paper-broker.p12"));
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(keys)));
    server.createContext("/", exchange -> handle(exchange, expiry));
    server.start();
    byte[] publicKey = keys.getCertificate(NAME).getPublicKey().getEncoded();
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(publicKey);
    return new PaperBroker(server, Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
  }

  public String link() {
    int port = server.getAddress().getPort();
    return "https://" + NAME + ":" + port + "/enrol#pin=" + pin + "&code=invitation";
  }

  /** By keytool, since the JDK's classes sign no certificates for others. */
  private static KeyStore keys(Path file) throws IOException, GeneralSecurityException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-alias", NAME, "-dname", "CN=" + NAME, "-ext", "san=dns:" + NAME));
    command.addAll(List.of("-ext", "bc:critical=ca:true", "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", new String(PASSWORD), "-keystore", file.toString()));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    keytool.getInputStream().readAllBytes();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private static SSLContext tls(KeyStore keys) throws GeneralSecurityException {
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, PASSWORD);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(factory.getKeyManagers(), null, null);
    return tls;
  }

  private static void handle(HttpExchange exchange, Instant expiry) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      byte[] body = Json.write(answer(exchange.getRequestURI().getPath(), expiry));
      exchange.getResponseHeaders().add("DPoP-Nonce", "nonce");
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Object answer(String path, Instant expiry) {
    return switch (path) {
      case "/v1/enrolments" ->
          new Enrolments.Started("e", "m", "d", "f", Secret.of("otpauth://totp/m?secret=ME"));
      case "/v1/enrolments/e/codes" ->
          new Enrolments.Finished(true, "m", List.of(Secret.of("recovery-code")), null);
      case "/v1/token" -> new SignIns.Token(Secret.of("access"), 300, Secret.of("refresh"));
      case "/v1/me" -> new SignIns.Me("m", "m", List.of(), List.of(), "d", "d", null);
      case "/v1/sessions" ->
          new Sessions.Credentials(
              "ASIAREHEARSAL",
              Secret.of("secret"),
              Secret.of("token"),
              expiry,
              "123456789012",
              null);
      default -> List.of();
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
