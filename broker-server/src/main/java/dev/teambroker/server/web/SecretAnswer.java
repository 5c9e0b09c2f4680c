package dev.teambroker.server.web;

import dev.teambroker.protocol.Secret;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service's answer in JSON that may hold secrets. The parser only finds where the values are: a
 * secret goes from the bytes into a {@link Secret}, through no String and no buffer that is kept.
 * Values are named by their path, such as {@code auth/client_token} or {@code errors/0}.
 */
public final class SecretAnswer implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final byte[] body;

  /** Where a text begins, behind its quotation mark, and where it ends. */
  private record Span(int from, int to) {}

  private final Map<String, Span> texts = new HashMap<>();
  private final Map<String, String> others = new HashMap<>();

  private SecretAnswer(byte[] body) {
    this.body = body;
  }

  /**
   * Reads an object; the array is this one's from now on, and overwritten when it is closed.
   *
   * @throws IllegalArgumentException when it is no JSON object; then the array is overwritten
   */
  public static SecretAnswer of(byte[] body) {
    SecretAnswer json = new SecretAnswer(body);
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("no JSON object");
      }
      json.read(parser);
      return json;
    } catch (JacksonException | IllegalArgumentException e) {
      json.close();
      // The parser's message may show what it read.
      throw new IllegalArgumentException("no JSON object");
    }
  }

  private void read(JsonParser parser) {
    Deque<Step> path = new ArrayDeque<>();
    path.push(new Step("", false));
    while (!path.isEmpty()) {
      JsonToken token = parser.nextToken();
      Step at = path.element();
      switch (token) {
        case PROPERTY_NAME -> at.name = parser.currentName();
        case START_OBJECT, START_ARRAY ->
            path.push(new Step(at.next() + "/", token == JsonToken.START_ARRAY));
        case END_OBJECT, END_ARRAY -> path.pop();
        case VALUE_STRING -> texts.put(at.next(), span(parser));
        case VALUE_NULL -> at.next();
        case null -> throw new IllegalArgumentException("cut short");
        default -> others.put(at.next(), parser.getString());
      }
    }
  }

  /** An object or an array that is being read. */
  private static final class Step {
    private final String prefix;
    private final boolean array;
    private int index;
    private String name = "";

    Step(String prefix, boolean array) {
      this.prefix = prefix;
      this.array = array;
    }

    String next() {
      return prefix + (array ? Integer.toString(index++) : name);
    }
  }

  private Span span(JsonParser parser) {
    int from = (int) parser.currentTokenLocation().getByteOffset() + 1;
    int to = from;
    while (body[to] != '"') {
      to += body[to] == '\\' ? 2 : 1;
    }
    return new Span(from, to);
  }

  /** A text, a number or a truth value that is no secret. */
  public Optional<String> text(String path) {
    Span span = texts.get(path);
    if (span == null) {
      return Optional.ofNullable(others.get(path));
    }
    byte[] quoted = Arrays.copyOfRange(body, span.from - 1, span.to + 1);
    return Optional.of(JsonMapper.shared().readValue(quoted, String.class));
  }

  /** A number; empty also where something else stands. */
  public Optional<Long> number(String path) {
    return Optional.ofNullable(others.get(path))
        .filter(text -> text.matches("-?\\d{1,18}"))
        .map(Long::valueOf);
  }

  /** Whether the value is true. */
  public boolean isTrue(String path) {
    return "true".equals(others.get(path));
  }

  /** A secret text of characters that JSON doesn't escape; the caller closes it. */
  public Optional<Secret> secret(String path) {
    byte[] text = unescaped(path);
    return text == null || text.length == 0 ? Optional.empty() : Optional.of(Secret.takeFrom(text));
  }

  /** The bytes of a secret in Base64; empty also where it is none. The caller closes it. */
  public Optional<Secret> decoded(String path) {
    byte[] text = unescaped(path);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Secret.takeFrom(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  /** The text; of escapes only a slash's is known. */
  private byte @Nullable [] unescaped(String path) {
    Span span = texts.get(path);
    if (span == null) {
      return null;
    }
    byte[] text = new byte[span.to - span.from];
    int length = 0;
    for (int at = span.from; at < span.to; at++) {
      if (body[at] == '\\' && body[at + 1] == '/') {
        at++;
      } else if (body[at] == '\\') {
        return null;
      }
      text[length++] = body[at];
    }
    try {
      return Arrays.copyOf(text, length);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  @Override
  public void close() {
    Arrays.fill(body, (byte) 0);
  }
}
