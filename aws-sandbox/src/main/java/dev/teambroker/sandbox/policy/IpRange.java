package dev.teambroker.sandbox.policy;

import java.math.BigInteger;
import java.net.InetAddress;

/** A range such as {@code 192.0.2.0/24}; one of an unreadable address contains nothing. */
record IpRange(BigInteger start, int width, int bits) {

  static IpRange of(String text) {
    String[] parts = text.split("/", 2);
    byte[] start = bytes(parts[0]);
    int width = start.length * 8;
    int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : width;
    return new IpRange(new BigInteger(1, start), width, bits);
  }

  boolean contains(String address) {
    byte[] other = bytes(address);
    int rest = width - bits;
    return other.length > 0
        && other.length * 8 == width
        && new BigInteger(1, other).shiftRight(rest).equals(start.shiftRight(rest));
  }

  private static byte[] bytes(String address) {
    try {
      return InetAddress.ofLiteral(address).getAddress();
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
