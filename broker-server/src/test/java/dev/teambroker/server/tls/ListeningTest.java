package dev.teambroker.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.PinnedClient;
import dev.teambroker.server.Settings;
import dev.teambroker.server.web.WebSettings;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;

class ListeningTest {
  private final Certificates source = new Certificates();
  private final ServedCertificates served = new ServedCertificates(source);
  private WebServer server = listen(Map.of());

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void isKnownByItsPin() throws IOException {
    try (SSLSocket socket =
        connect(new Socket(InetAddress.getLoopbackAddress(), server.getPort()))) {
      assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
      assertThat(get(socket)).endsWith("127.0.0.1");
    }
  }

  @Test
  void isRefusedUnderAnotherPin() {
    assertThatThrownBy(
            () -> {
              try (SSLSocket socket =
                  (SSLSocket)
                      PinnedClient.context("A".repeat(43))
                          .getSocketFactory()
                          .createSocket("localhost", server.getPort())) {
                socket.startHandshake();
              }
            })
        .isInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void speaksTls12AndNothingOlderNorWeaker() throws IOException {
    try (SSLSocket socket = plainSslSocket()) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();
      assertThat(socket.getSession().getCipherSuite())
          .contains("ECDHE")
          .containsAnyOf("GCM", "CHACHA20");
    }
    try (SSLSocket socket = plainSslSocket()) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
    }
  }

  @Test
  void renewsItsCertificateWithoutAnybodyNoticing() throws Exception {
    try (SSLSocket open = plainSslSocket()) {
      Certificate before = certificateOf(open);
      assertThat(get(open)).endsWith("127.0.0.1");

      source.renewNext = true;
      served.renewWhereDue();

      assertThat(get(open)).as("on the connection that was open").endsWith("127.0.0.1");
      try (SSLSocket later = plainSslSocket()) {
        assertThat(certificateOf(later)).isNotEqualTo(before);
        assertThat(get(later)).endsWith("127.0.0.1");
      }
    }
  }

  @Test
  void takesTheSourceAddressFromAConfiguredProxy() throws IOException {
    restart(Map.of("proxy-protocol", "true", "trusted-proxies", "127.0.0.0/8"));
    Socket proxy = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
    proxy
        .getOutputStream()
        .write(
            "PROXY TCP4 198.51.100.7 10.0.0.1 40000 8443\r\n".getBytes(StandardCharsets.US_ASCII));

    try (SSLSocket socket = connect(proxy)) {
      assertThat(get(socket)).endsWith("198.51.100.7");
    }
  }

  @Test
  void takesAProxysOwnConnectionForItsOwn() throws IOException {
    restart(Map.of("proxy-protocol", "true", "trusted-proxies", "127.0.0.0/8"));
    try (SSLSocket socket = plainSslSocket()) {
      assertThat(get(socket)).as("such as a health check's").endsWith("127.0.0.1");
    }
  }

  @Test
  void refusesAStrangerWhoClaimsAnAddress() throws IOException {
    restart(Map.of("proxy-protocol", "true", "trusted-proxies", "10.0.0.0/8"));
    Socket stranger = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
    stranger
        .getOutputStream()
        .write(
            "PROXY TCP4 198.51.100.7 10.0.0.1 40000 8443\r\n".getBytes(StandardCharsets.US_ASCII));

    assertThatThrownBy(() -> connect(stranger)).isInstanceOf(IOException.class);
    try (SSLSocket direct = plainSslSocket()) {
      assertThat(get(direct)).as("without the claim").endsWith("127.0.0.1");
    }
  }

  private void restart(Map<String, String> settings) {
    server.stop();
    server = listen(settings);
  }

  private WebServer listen(Map<String, String> settings) {
    Map<String, String> given = new HashMap<>(settings);
    given.put("port", "0");
    var factory = new JettyServletWebServerFactory();
    new TlsListener(served, Settings.of("broker.web", WebSettings.class, given)).customize(factory);
    WebServer made =
        factory.getWebServer(
            context -> context.addServlet("echo", new SourceAddress()).addMapping("/"));
    made.start();
    return made;
  }

  private SSLSocket plainSslSocket() throws IOException {
    return (SSLSocket)
        PinnedClient.context(source.authority.pin())
            .getSocketFactory()
            .createSocket("localhost", server.getPort());
  }

  private SSLSocket connect(Socket over) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            PinnedClient.context(source.authority.pin())
                .getSocketFactory()
                .createSocket(over, "localhost", server.getPort(), true);
    socket.startHandshake();
    return socket;
  }

  private static Certificate certificateOf(SSLSocket socket) throws IOException {
    return socket.getSession().getPeerCertificates()[0];
  }

  private static String get(SSLSocket socket) throws IOException {
    socket
        .getOutputStream()
        .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[4096];
    return new String(buffer, 0, in.read(buffer), StandardCharsets.US_ASCII).strip();
  }

  private static final class SourceAddress extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      byte[] body = request.getRemoteAddr().getBytes(StandardCharsets.US_ASCII);
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }
  }

  private static final class Certificates implements CertificateSource {
    private final CertificateAuthority authority;
    private Secret key = Secret.of("");
    private boolean renewNext;

    Certificates() {
      authority =
          CertificateAuthority.make(
              InstantSource.system().instant(), (made, its) -> key = its.duplicate());
    }

    @Override
    public ServingCertificate first() {
      return authority.issue(
          key, List.of("localhost"), InstantSource.system().instant(), Duration.ofDays(1));
    }

    @Override
    public Optional<ServingCertificate> successorOf(ServingCertificate present) {
      return renewNext ? Optional.of(first()) : Optional.empty();
    }

    @Override
    public Duration warnBefore() {
      return Duration.ZERO;
    }

    @Override
    public Optional<String> pin() {
      return Optional.of(authority.pin());
    }
  }
}
