package dev.teambroker.server.aws;

import dev.teambroker.protocol.Secret;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer of the query protocol: the text of each innermost element by its path below the root,
 * such as {@code GetUserResult/User/Arn}. Texts are kept as {@link Secret}, for some of them are.
 */
final class XmlAnswer {
  private final Map<String, List<Secret>> texts = new LinkedHashMap<>();

  private XmlAnswer() {}

  /**
   * @throws MalformedAnswer when it isn't well-formed, or not UTF-8
   */
  static XmlAnswer parse(byte[] body) throws MalformedAnswer {
    XmlAnswer answer = new XmlAnswer();
    CharBuffer text = decoded(body);
    Texts texts = new Texts(answer.texts);
    try {
      new XmlScanner(text.array(), text.limit(), texts).scan();
    } finally {
      Arrays.fill(text.array(), '\0');
      texts.text.clear();
    }
    return answer;
  }

  private static CharBuffer decoded(byte[] body) throws MalformedAnswer {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
    } catch (CharacterCodingException e) {
      throw new MalformedAnswer("it isn't UTF-8");
    }
  }

  /** The text at the path, for what is no secret. */
  Optional<String> text(String path) {
    return secret(path).map(text -> text.reveal(b -> new String(b, StandardCharsets.UTF_8)));
  }

  /** The texts of all elements at that path, for what is no secret. */
  List<String> all(String path) {
    return texts.getOrDefault(path, List.of()).stream()
        .map(text -> text.reveal(b -> new String(b, StandardCharsets.UTF_8)))
        .toList();
  }

  /** The first one at that path. */
  Optional<Secret> secret(String path) {
    return texts.getOrDefault(path, List.of()).stream().findFirst();
  }

  /** Keeps the text of each innermost element. */
  private static final class Texts implements XmlScanner.Found {
    private final Map<String, List<Secret>> texts;
    private final Characters text = new Characters();
    private boolean innermost;

    Texts(Map<String, List<Secret>> texts) {
      this.texts = texts;
    }

    @Override
    public void begin() {
      text.clear();
      innermost = true;
    }

    @Override
    public void text(char[] from, int start, int count) {
      text.add(from, start, count);
    }

    @Override
    public void end(List<String> path) {
      if (innermost) {
        String below = String.join("/", path.subList(1, path.size()));
        texts.computeIfAbsent(below, _ -> new ArrayList<>(1)).add(text.secret());
      }
      text.clear();
      innermost = false;
    }
  }

  /** The characters of one element, overwritten when they are cleared. */
  private static final class Characters {
    private char[] held = new char[256];
    private int length;

    void add(char[] from, int start, int count) {
      if (length + count > held.length) {
        char[] larger = Arrays.copyOf(held, Math.max(held.length * 2, length + count));
        Arrays.fill(held, '\0');
        held = larger;
      }
      System.arraycopy(from, start, held, length, count);
      length += count;
    }

    Secret secret() {
      return Secret.takeFrom(Arrays.copyOf(held, length));
    }

    void clear() {
      Arrays.fill(held, 0, length, '\0');
      length = 0;
    }
  }
}
