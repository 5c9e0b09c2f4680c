package dev.teambroker.cli.network;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A proxy with the hosts that are reached without it. Loopback never goes through it. */
public final class Proxy {
  private static final int USUAL_PORT = 3128;

  private final URI url;
  private final List<String> except;

  private Proxy(URI url, List<String> except) {
    this.url = url;
    this.except = except;
  }

  static Proxy of(String url, String except) {
    try {
      URI parsed = URI.create(url.contains("://") ? url : "http://" + url);
      if (parsed.getHost() != null && "http".equals(parsed.getScheme())) {
        return new Proxy(parsed, List.of(except.toLowerCase(Locale.ROOT).split("[,\\s]+", -1)));
      }
    } catch (IllegalArgumentException malformed) {
      // told below: the value may hold a password, so it is not repeated
    }
    throw new Failure(
        ExitCode.CONFIGURATION, "HTTPS_PROXY takes http://[user:password@]host:port.");
  }

  /** Without user and password. */
  public String address() {
    return url.getHost() + ":" + port();
  }

  /** Whether requests to that host go through it. */
  public boolean isFor(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
    boolean loopback = name.equals("localhost") || name.startsWith("127.") || name.equals("::1");
    return !loopback && except.stream().noneMatch(pattern -> matches(name, pattern));
  }

  private static boolean matches(String host, String pattern) {
    String suffix = pattern.replaceAll(":[0-9]+$", "").replaceAll("^\\*?\\.", "");
    return pattern.equals("*")
        || (!suffix.isEmpty() && (host.equals(suffix) || host.endsWith("." + suffix)));
  }

  ProxySelector selector() {
    return new Selector();
  }

  /** The header by which it lets this user through, where it wants a login. */
  Optional<String> authorization() {
    String user = url.getRawUserInfo();
    if (user == null) {
      return Optional.empty();
    }
    byte[] decoded =
        URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8)
            .getBytes(StandardCharsets.UTF_8);
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(decoded));
  }

  private int port() {
    return url.getPort() < 0 ? USUAL_PORT : url.getPort();
  }

  private final class Selector extends ProxySelector {
    @Override
    public List<java.net.Proxy> select(URI target) {
      boolean through = target.getHost() != null && isFor(target.getHost());
      SocketAddress at = new InetSocketAddress(url.getHost(), port());
      return List.of(
          through ? new java.net.Proxy(java.net.Proxy.Type.HTTP, at) : java.net.Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException why) {
      // the request itself fails, and tells
    }
  }
}
