package dev.teambroker.server.web;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A network in CIDR notation, such as {@code 10.0.0.0/8} or {@code 2001:db8::/32}; an address alone
 * is a network of one.
 */
public final class Network {
  /** What a text has to be, for messages. */
  public static final String EXPECTED =
      "a network such as 10.0.0.0/8 or 2001:db8::/32, or an address";

  private final byte[] address;
  private final int prefix;

  private Network(byte[] address, int prefix) {
    this.address = address;
    this.prefix = prefix;
  }

  /**
   * Reads the notation; names are never looked up.
   *
   * @throws IllegalArgumentException when it is none, or has bits beyond its prefix
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    byte[] address = literal(slash < 0 ? text : text.substring(0, slash));
    int bits = address.length * Byte.SIZE;
    int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1), bits);
    Network network = new Network(address, prefix);
    if (!Arrays.equals(network.masked(address), address)) {
      throw new IllegalArgumentException("the address has bits beyond the prefix /" + prefix);
    }
    return network;
  }

  /** Whether the address, a literal, lies in it; a text that is no address does not. */
  public boolean contains(String candidate) {
    try {
      byte[] other = literal(candidate);
      return other.length == address.length && Arrays.equals(masked(other), address);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private byte[] masked(byte[] bytes) {
    byte[] masked = bytes.clone();
    for (int bit = prefix; bit < masked.length * Byte.SIZE; bit++) {
      masked[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
    }
    return masked;
  }

  private static int prefix(String text, int bits) {
    if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > bits) {
      throw new IllegalArgumentException("the prefix is a number from 0 to " + bits);
    }
    return Integer.parseInt(text);
  }

  /** IPv4 in IPv6 (::ffff:10.0.0.1) is read as IPv4; short forms such as 10.1 are refused. */
  private static byte[] literal(String text) {
    if (text.indexOf(':') < 0 && !text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
      throw new IllegalArgumentException("an address is four numbers, or has colons");
    }
    return InetAddress.ofLiteral(text).getAddress();
  }

  @Override
  public boolean equals(@org.jspecify.annotations.Nullable Object other) {
    return other instanceof Network that
        && prefix == that.prefix
        && Arrays.equals(address, that.address);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(address) + prefix;
  }

  @Override
  public String toString() {
    try {
      return InetAddress.getByAddress(address).getHostAddress() + "/" + prefix;
    } catch (java.net.UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
