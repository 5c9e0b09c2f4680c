package dev.teambroker.cli.network;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.terminal.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * HTTP clients that obey {@code HTTPS_PROXY}, {@code NO_PROXY} and {@code AWS_CA_BUNDLE}, the last
 * wherever no CA is pinned.
 */
public final class Network {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  static {
    // Read once, by the JDK's first client: else no proxy gets Basic credentials for a tunnel.
    System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
  }

  private final Surroundings around;

  public Network(Surroundings around) {
    this.around = around;
  }

  /**
   * A client.
   *
   * @param pinned what decides whom it trusts; null: AWS_CA_BUNDLE, else the system's CAs
   */
  public HttpClient client(@Nullable SSLContext pinned) {
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    String bundle = around.variable("AWS_CA_BUNDLE");
    if (pinned != null) {
      builder.sslContext(pinned);
    } else if (bundle != null) {
      builder.sslContext(trusting(Path.of(bundle)));
    }
    proxy().ifPresent(proxy -> builder.proxy(proxy.selector()));
    return builder.build();
  }

  /** A request, with the login for the proxy that it goes through. */
  public HttpRequest.Builder request(URI target) {
    HttpRequest.Builder request = HttpRequest.newBuilder(target);
    proxy()
        .filter(proxy -> proxy.isFor(String.valueOf(target.getHost())))
        .flatMap(Proxy::authorization)
        .ifPresent(login -> request.header("Proxy-Authorization", login));
    return request;
  }

  /** The proxy for HTTPS, where there is one. */
  public Optional<Proxy> proxy() {
    String url = either("HTTPS_PROXY", "https_proxy");
    String except = either("NO_PROXY", "no_proxy");
    return url == null
        ? Optional.empty()
        : Optional.of(Proxy.of(url, except == null ? "" : except));
  }

  private @Nullable String either(String upper, String lower) {
    String value = around.variable(upper);
    return value == null ? around.variable(lower) : value;
  }

  /** Tells of a step where {@code --debug} asks for it. */
  public void debug(String sentence) {
    around.debug(sentence);
  }

  private static SSLContext trusting(Path bundle) {
    try (InputStream in = Files.newInputStream(bundle)) {
      KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
      anchors.load(null, null);
      int number = 0;
      for (Certificate ca : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        anchors.setCertificateEntry("ca-" + number++, ca);
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(anchors);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException broken) {
      throw new Failure(
          ExitCode.CONFIGURATION, "AWS_CA_BUNDLE " + bundle + " can't be used: " + broken, broken);
    }
  }

  /** Why a request got no answer, in words. */
  public static String cause(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return switch (root) {
      case ClosedChannelException _ -> "nobody listens there";
      case UnresolvedAddressException _ -> "there is no such host";
      default -> message == null ? root.getClass().getSimpleName() : message;
    };
  }
}
