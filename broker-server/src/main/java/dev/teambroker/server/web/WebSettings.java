package dev.teambroker.server.web;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code broker.web.*}: what members talk to.
 *
 * @param port the HTTPS port; 0 takes a free one
 * @param trustedProxies networks of the proxies whose X-Forwarded-For (and PROXY protocol, where
 *     that is on) is believed
 * @param proxyProtocol whether the trusted proxies begin each connection with the PROXY protocol
 * @param maxBody the largest body of a request
 */
@ConfigurationProperties("broker.web")
public record WebSettings(
    @DefaultValue("8443") int port,
    @DefaultValue List<String> trustedProxies,
    @DefaultValue("false") boolean proxyProtocol,
    @DefaultValue("64KB") DataSize maxBody,
    @DefaultValue("30s") Duration idleTimeout) {
  public WebSettings {
    trustedProxies = List.copyOf(trustedProxies);
  }

  List<Network> proxies() {
    return trustedProxies.stream().map(Network::parse).toList();
  }
}
