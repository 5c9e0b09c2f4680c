package dev.teambroker.server.consumer;

import dev.teambroker.server.web.Network;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Which addresses anybody may use (IANA's registries of special-purpose addresses). */
final class PublicAddresses {
  private static final List<Network> SPECIAL =
      networks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3",
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20");

  /** Of IPv6 nothing else is routed; IPv4 that is wrapped in it isn't either. */
  private static final List<Network> ROUTED = networks("0.0.0.0/0", "2000::/3");

  private PublicAddresses() {}

  static boolean contain(InetAddress address) {
    return isIn(ROUTED, address) && !isIn(SPECIAL, address);
  }

  static boolean isIn(List<Network> networks, InetAddress address) {
    String literal = address.getHostAddress().replaceFirst("%.*", "");
    return networks.stream().anyMatch(network -> network.contains(literal));
  }

  static List<Network> networks(String... texts) {
    return Stream.of(texts).map(Network::parse).toList();
  }
}
