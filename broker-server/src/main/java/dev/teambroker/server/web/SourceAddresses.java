package dev.teambroker.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;

/**
 * Where a request comes from. The transport's word counts; X-Forwarded-For is read from its end,
 * and only for as long as a configured proxy speaks: what a client writes there itself says
 * nothing.
 */
final class SourceAddresses {
  private final WebSettings web;

  SourceAddresses(WebSettings web) {
    this.web = web;
  }

  String of(HttpServletRequest request) {
    String source = plain(request.getRemoteAddr());
    List<String> hops = hops(request.getHeaders("X-Forwarded-For"));
    for (int i = hops.size() - 1; i >= 0 && web.isTrustedProxy(source); i--) {
      String hop = plain(hops.get(i));
      if (!isAddress(hop)) {
        break;
      }
      source = hop;
    }
    return source;
  }

  private static boolean isAddress(String text) {
    try {
      Network.parse(text);
      return text.indexOf('/') < 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static List<String> hops(Enumeration<String> headers) {
    List<String> hops = new ArrayList<>();
    headers.asIterator().forEachRemaining(line -> hops.addAll(List.of(line.split(",", -1))));
    return hops;
  }

  /** Without blanks, IPv6's brackets and its zone. */
  private static String plain(String address) {
    String text = address.strip();
    if (text.startsWith("[") && text.endsWith("]")) {
      text = text.substring(1, text.length() - 1);
    }
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
