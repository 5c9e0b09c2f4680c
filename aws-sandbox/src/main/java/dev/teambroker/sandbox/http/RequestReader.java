package dev.teambroker.sandbox.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads requests off a connection: RFC 9112 as far as AWS clients use it. */
final class RequestReader {
  private static final int LONGEST_LINE = 64 * 1024;
  private static final int MOST_HEADERS = 200;
  private static final int LARGEST_BODY = 4 * 1024 * 1024;

  private final InputStream in;
  private final OutputStream out;
  private final String source;

  RequestReader(InputStream in, OutputStream out, String source) {
    this.in = in;
    this.out = out;
    this.source = source;
  }

  /** The next request, or null when the client has closed the connection. */
  @Nullable HttpRequest next() throws IOException {
    String first = line();
    if (first == null) {
      return null;
    }
    String[] parts = first.split(" ", -1);
    if (parts.length != 3 || !parts[1].startsWith("/") || !parts[2].startsWith("HTTP/1.")) {
      throw new BadRequest(400, "no request line");
    }
    Map<String, List<String>> headers = headers();
    return new HttpRequest(parts[0], parts[1], headers, body(headers), source);
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (int count = 0; count <= MOST_HEADERS; count++) {
      String line = line();
      if (line == null) {
        throw new BadRequest(400, "the headers end early");
      }
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new BadRequest(400, "a header without a name");
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    throw new BadRequest(431, "too many headers");
  }

  private byte[] body(Map<String, List<String>> headers) throws IOException {
    List<String> lengths = headers.getOrDefault("content-length", List.of());
    boolean chunked = headers.containsKey("transfer-encoding");
    if (lengths.size() > 1 || (chunked && !lengths.isEmpty())) {
      throw new BadRequest(400, "the body's length is said twice");
    }
    if (headers.getOrDefault("expect", List.of()).contains("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    if (chunked) {
      return chunks();
    }
    return lengths.isEmpty() ? new byte[0] : exactly(length(lengths.getFirst(), 10));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    while (true) {
      String size = line();
      if (size == null) {
        throw new BadRequest(400, "the body ends early");
      }
      int length = length(size.split(";", 2)[0].strip(), 16);
      whole.writeBytes(exactly(length));
      if (whole.size() > LARGEST_BODY) {
        throw new BadRequest(413, "the body is too large");
      }
      line();
      if (length == 0) {
        return whole.toByteArray();
      }
    }
  }

  private static int length(String text, int radix) throws BadRequest {
    try {
      int length = Integer.parseInt(text, radix);
      if (length >= 0 && length <= LARGEST_BODY) {
        return length;
      }
    } catch (NumberFormatException e) {
      throw new BadRequest(400, "a length that is no number");
    }
    throw new BadRequest(413, "the body is too large");
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new BadRequest(400, "the body ends early");
    }
    return bytes;
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (int read = in.read(); read >= 0; read = in.read()) {
      if (read == '\n') {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      if (line.size() >= LONGEST_LINE) {
        throw new BadRequest(431, "a line is too long");
      }
      line.write(read);
    }
    return null;
  }
}
