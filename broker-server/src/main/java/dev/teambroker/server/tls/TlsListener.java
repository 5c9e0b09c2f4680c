package dev.teambroker.server.tls;

import dev.teambroker.server.web.WebSettings;
import java.net.InetAddress;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ProxyConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** Puts the one HTTPS connector, with its limits, in the place of Boot's plain one. */
final class TlsListener implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {
  private static final int BACKLOG = 1024;

  /** Of acceptors and of selectors: as many as Jetty finds right for the machine. */
  private static final int USUAL_NUMBER = -1;

  private final ServedCertificates certificates;
  private final WebSettings web;

  TlsListener(ServedCertificates certificates, WebSettings web) {
    this.certificates = certificates;
    this.web = web;
  }

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    factory.addServerCustomizers(
        server -> {
          ServerConnector connector = connector(server);
          server.setConnectors(new Connector[] {connector});
          server.addBean(new NetworkConnectionLimit(web.maxConnections(), connector));
        });
  }

  private ServerConnector connector(Server server) {
    HttpConnectionFactory http = new HttpConnectionFactory(configuration());
    SslConnectionFactory tls =
        new SslConnectionFactory(certificates.context(), HttpVersion.HTTP_1_1.asString());
    ServerConnector connector =
        web.proxyProtocol() ? behindProxies(server, tls, http) : on(server, tls, http);
    InetAddress address = web.address();
    if (address != null) {
      connector.setHost(address.getHostAddress());
    }
    connector.setPort(web.port());
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(web.idleTimeout().toMillis());
    connector.addBean(new HeaderDeadline(connector.getScheduler(), web.requestDeadline()));
    return connector;
  }

  private ServerConnector behindProxies(
      Server server, SslConnectionFactory tls, HttpConnectionFactory http) {
    ProxyConnectionFactory proxied = new ProxyConnectionFactory(tls.getProtocol());
    return on(
        server, new TrustedProxyConnections(web::isTrustedProxy, proxied, tls), proxied, tls, http);
  }

  private static ServerConnector on(Server server, ConnectionFactory... protocols) {
    return new ServerConnector(
        server,
        server.getThreadPool(),
        server.getScheduler(),
        new WipedBuffers(),
        USUAL_NUMBER,
        USUAL_NUMBER,
        protocols);
  }

  private HttpConfiguration configuration() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSecureScheme("https");
    http.setRequestHeaderSize((int) web.maxHeader().toBytes());
    http.addCustomizer(new SecureRequestCustomizer(/* sniHostCheck= */ false));
    return http;
  }
}
