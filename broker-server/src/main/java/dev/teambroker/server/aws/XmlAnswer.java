package dev.teambroker.server.aws;

import dev.teambroker.protocol.Secret;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An answer of the query protocol: the text of each innermost element by its path below the root,
 * such as {@code GetUserResult/User/Arn}. Texts are kept as {@link Secret}, for some of them are.
 */
final class XmlAnswer {
  private static final XMLInputFactory FACTORY = factory();

  private final Map<String, Secret> texts = new LinkedHashMap<>();

  private XmlAnswer() {}

  /**
   * @throws XMLStreamException when it isn't well-formed
   */
  static XmlAnswer parse(byte[] body) throws XMLStreamException {
    XmlAnswer answer = new XmlAnswer();
    XMLStreamReader xml = FACTORY.createXMLStreamReader(new ByteArrayInputStream(body));
    try {
      answer.read(xml);
    } finally {
      xml.close();
    }
    return answer;
  }

  /** The text at the path, for what is no secret. */
  Optional<String> text(String path) {
    return secret(path).map(text -> text.reveal(b -> new String(b, StandardCharsets.UTF_8)));
  }

  Optional<Secret> secret(String path) {
    return Optional.ofNullable(texts.get(path));
  }

  private void read(XMLStreamReader xml) throws XMLStreamException {
    Deque<String> path = new ArrayDeque<>();
    Characters text = new Characters();
    boolean innermost = false;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          path.addLast(xml.getLocalName());
          text.clear();
          innermost = true;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text.add(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        case XMLStreamConstants.END_ELEMENT -> {
          if (innermost) {
            texts.putIfAbsent(below(path), text.secret());
          }
          text.clear();
          innermost = false;
          path.removeLast();
        }
        default -> {}
      }
    }
  }

  private static String below(Deque<String> path) {
    return String.join("/", path.stream().skip(1).toList());
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
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
