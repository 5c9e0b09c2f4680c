package dev.teambroker.server.web;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What members talk to.
 *
 * @param port the HTTPS port; 0 takes a free one, which is written to server.port in the data
 *     directory
 * @param address the address to listen on; default all
 * @param trustedProxies networks of the proxies whose X-Forwarded-For is believed, and who begin
 *     each connection with the PROXY protocol where that is on
 * @param proxyProtocol whether the trusted proxies speak the PROXY protocol, version 1 or 2
 * @param maxBody the largest body of a request
 * @param maxHeader the largest header of a request
 * @param maxConnections how many connections are open at once; more wait to be accepted
 * @param maxRequests how many requests are served at once; more wait for maxWait
 * @param maxWorking how many of those work at once, the others waiting for AWS or for their turn;
 *     some four times the database's pool-size
 * @param maxWait how long a request waits before it is answered with 503
 * @param memberRate how much each member may ask for; more is answered with 429. Each replica
 *     counts for itself
 * @param idleTimeout how long a connection may be idle
 * @param requestDeadline within which a request's header has to arrive, counted from its first byte
 *     or from the connection's begin, and within which its body has to
 * @param warmUp how long the broker may ask itself for sessions, which it refuses, before it is
 *     ready; 0s: not at all
 * @param shutdownGrace how long running requests may take when the broker stops
 */
@ConfigurationProperties("broker.web")
public record WebSettings(
    @DefaultValue("8443") int port,
    @Nullable InetAddress address,
    @DefaultValue List<String> trustedProxies,
    @DefaultValue("false") boolean proxyProtocol,
    @DefaultValue("64KB") DataSize maxBody,
    @DefaultValue("16KB") DataSize maxHeader,
    @DefaultValue("2000") int maxConnections,
    @DefaultValue("512") int maxRequests,
    @DefaultValue("64") int maxWorking,
    @DefaultValue("2s") Duration maxWait,
    @DefaultValue("100/s") Rate memberRate,
    @DefaultValue("30s") Duration idleTimeout,
    @DefaultValue("30s") Duration requestDeadline,
    @DefaultValue("1s") Duration warmUp,
    @DefaultValue("20s") Duration shutdownGrace) {
  private static final int LAST_PORT = 65_535;

  public WebSettings {
    trustedProxies = List.copyOf(trustedProxies);
    trustedProxies.forEach(WebSettings::network);
    SettingCheck.of("broker.web")
        .that(port >= 0 && port <= LAST_PORT, "port", "a number from 0 to 65535")
        .that(maxBody.toBytes() > 0, "max-body", "a size such as 64KB")
        .that(
            maxHeader.toKilobytes() >= 1 && maxHeader.toMegabytes() < 1,
            "max-header",
            "a size from 1KB to 1MB")
        .that(maxConnections > 0, "max-connections", "a number above 0")
        .that(maxRequests > 0, "max-requests", "a number above 0")
        .that(maxWorking > 0, "max-working", "a number above 0")
        .that(!maxWait.isNegative(), "max-wait", "a duration such as 2s, or 0s for none")
        .that(idleTimeout.isPositive(), "idle-timeout", "a duration such as 30s")
        .that(requestDeadline.isPositive(), "request-deadline", "a duration such as 30s")
        .that(!warmUp.isNegative(), "warm-up", "a duration such as 1s, or 0s for none")
        .that(!shutdownGrace.isNegative(), "shutdown-grace", "a duration such as 20s")
        .that(
            !proxyProtocol || !trustedProxies.isEmpty(),
            "trusted-proxies",
            "the networks of the proxies, since broker.web.proxy-protocol is on");
  }

  /** Whether the address, a literal, is that of a configured proxy. */
  public boolean isTrustedProxy(String candidate) {
    return trustedProxies.stream().map(Network::parse).anyMatch(n -> n.contains(candidate));
  }

  private static Network network(String text) {
    try {
      return Network.parse(text);
    } catch (IllegalArgumentException e) {
      throw SettingCheck.wrong("broker.web.trusted-proxies", Network.EXPECTED);
    }
  }
}
