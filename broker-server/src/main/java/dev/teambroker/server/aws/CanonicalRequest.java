package dev.teambroker.server.aws;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * The canonical form of a request that Signature Version 4 signs ("Create a signed AWS API
 * request", AWS General Reference): method, path, query, headers, names of the headers, hash of the
 * body.
 */
final class CanonicalRequest {
  /** What proxies change on the way, or the HTTP client sets itself. */
  private static final Set<String> UNSIGNED =
      Set.of("connection", "x-amzn-trace-id", "user-agent", "expect", "transfer-encoding");

  private static final Pattern WHITE = Pattern.compile("\\s+");

  private final SdkHttpRequest request;
  private final String bodyHash;
  private final SortedMap<String, String> headers;

  CanonicalRequest(SdkHttpRequest request, String bodyHash) {
    this.request = request;
    this.bodyHash = bodyHash;
    this.headers = headersOf(request);
  }

  String signedHeaders() {
    return String.join(";", headers.keySet());
  }

  byte[] encoded() {
    StringBuilder text = new StringBuilder();
    text.append(request.method()).append('\n');
    text.append(path(request.encodedPath())).append('\n');
    text.append(query(request.rawQueryParameters())).append('\n');
    headers.forEach((name, value) -> text.append(name).append(':').append(value).append('\n'));
    text.append('\n').append(signedHeaders()).append('\n').append(bodyHash);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static SortedMap<String, String> headersOf(SdkHttpRequest request) {
    SortedMap<String, String> canonical = new TreeMap<>();
    request.forEachHeader(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (!UNSIGNED.contains(lower)) {
            String value =
                values.size() == 1
                    ? trimmed(values.getFirst())
                    : values.stream()
                        .map(CanonicalRequest::trimmed)
                        .collect(Collectors.joining(","));
            canonical.merge(lower, value, (first, second) -> first + "," + second);
          }
        });
    return canonical;
  }

  /** Outer white space goes, inner runs of it become one space. */
  private static String trimmed(String value) {
    String stripped = value.strip();
    return WHITE.matcher(stripped).find() ? WHITE.matcher(stripped).replaceAll(" ") : stripped;
  }

  /** Every service but S3 drops dot segments and empty ones, and encodes the path once more. */
  private static String path(String encodedPath) {
    if (encodedPath.equals("/")) {
      return "/";
    }
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : encodedPath.split("/", -1)) {
      switch (segment) {
        case "", "." -> {}
        case ".." -> segments.pollLast();
        default -> segments.addLast(segment);
      }
    }
    String path = "/" + String.join("/", segments);
    return PercentEncoding.ofPath(
        encodedPath.endsWith("/") && !segments.isEmpty() ? path + "/" : path);
  }

  private static String query(Map<String, List<String>> parameters) {
    List<String> pairs = new ArrayList<>();
    parameters.forEach(
        (name, values) ->
            values.forEach(
                value ->
                    pairs.add(
                        PercentEncoding.of(name)
                            + "="
                            + PercentEncoding.of(value == null ? "" : value))));
    pairs.sort(CanonicalRequest::byNameThenValue);
    return String.join("&", pairs);
  }

  private static int byNameThenValue(String left, String right) {
    int l = left.indexOf('=');
    int r = right.indexOf('=');
    int byName = left.substring(0, l).compareTo(right.substring(0, r));
    return byName != 0 ? byName : left.substring(l).compareTo(right.substring(r));
  }
}
