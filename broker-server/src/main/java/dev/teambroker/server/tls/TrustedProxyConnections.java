package dev.teambroker.server.tls;

import java.net.InetSocketAddress;
import java.util.function.Predicate;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;

/**
 * A configured proxy may begin with the PROXY protocol; without it, the connection is the proxy's
 * own, such as a health check. Everybody else begins with TLS: a stranger's PROXY header is no TLS
 * handshake, and the connection ends there.
 */
final class TrustedProxyConnections extends AbstractConnectionFactory {
  private final Predicate<String> isTrusted;
  private final ConnectionFactory proxied;
  private final ConnectionFactory direct;

  TrustedProxyConnections(
      Predicate<String> isTrusted, ConnectionFactory proxied, ConnectionFactory direct) {
    super("trusted-proxy");
    this.isTrusted = isTrusted;
    this.proxied = proxied;
    this.direct = direct;
  }

  @Override
  public Connection newConnection(Connector connector, EndPoint endPoint) {
    boolean trusted =
        endPoint.getRemoteSocketAddress() instanceof InetSocketAddress peer
            && isTrusted.test(peer.getAddress().getHostAddress());
    return (trusted ? proxied : direct).newConnection(connector, endPoint);
  }
}
