package dev.teambroker.server.aws;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the XML that AWS answers with, in a fraction of what a general parser takes to set itself
 * up: elements, text, CDATA, the five entities and numeric ones. Attributes, comments and
 * processing instructions are passed over; a DTD, which AWS never sends, is no answer of AWS's.
 */
final class XmlScanner {
  /** What is found on the way. */
  interface Found {
    void begin();

    void text(char[] from, int start, int count);

    /** An element ends; the path is the names of the open elements, this one's last. */
    void end(List<String> path);
  }

  private final char[] in;
  private final int length;
  private final Found found;
  private final List<String> path = new ArrayList<>();
  private int at;
  private boolean rootEnded;

  XmlScanner(char[] in, int length, Found found) {
    this.in = in;
    this.length = length;
    this.found = found;
  }

  void scan() throws MalformedAnswer {
    while (at < length) {
      if (in[at] != '<') {
        text();
      } else if (sees("<?")) {
        skipPast("?>");
      } else if (sees("<!--")) {
        skipPast("-->");
      } else if (sees("<![CDATA[")) {
        data();
      } else if (sees("</")) {
        end();
      } else {
        begin();
      }
    }
    check(rootEnded, "it breaks off");
  }

  private void begin() throws MalformedAnswer {
    at++;
    String name = name();
    check(!rootEnded, "something comes after its end");
    path.add(name);
    found.begin();
    while (!sees(">") && !sees("/>")) {
      attribute();
    }
    if (in[at] == '/') {
      at++;
      close();
    }
    at++;
  }

  private void attribute() throws MalformedAnswer {
    check(skipWhite(), "an element's name is no name");
    if (sees(">") || sees("/>")) {
      return;
    }
    name();
    skipWhite();
    expect('=');
    skipWhite();
    check(at < length && (in[at] == '"' || in[at] == '\''), "an attribute has no value");
    skipPast(in[at++] == '"' ? "\"" : "'");
  }

  private void end() throws MalformedAnswer {
    at += 2;
    String name = name();
    check(!path.isEmpty() && path.getLast().equals(name), "an element isn't closed");
    skipWhite();
    expect('>');
    close();
  }

  private void close() {
    found.end(path);
    path.removeLast();
    rootEnded = path.isEmpty();
  }

  private void text() throws MalformedAnswer {
    int start = at;
    while (at < length && in[at] != '<' && in[at] != '&') {
      at++;
    }
    if (path.isEmpty()) {
      for (int i = start; i < at; i++) {
        check(Character.isWhitespace(in[i]) || in[i] == '\uFEFF', "it has text outside of it");
      }
    } else {
      found.text(in, start, at - start);
    }
    if (at < length && in[at] == '&') {
      entity();
    }
  }

  private void data() throws MalformedAnswer {
    check(!path.isEmpty(), "it has text outside of it");
    int start = at + "<![CDATA[".length();
    skipPast("]]>");
    found.text(in, start, at - "]]>".length() - start);
  }

  private void entity() throws MalformedAnswer {
    check(!path.isEmpty(), "it has text outside of it");
    int start = at + 1;
    skipPast(";");
    char[] meant = meantBy(new String(in, start, at - 1 - start));
    found.text(meant, 0, meant.length);
  }

  private static char[] meantBy(String entity) throws MalformedAnswer {
    return switch (entity) {
      case "lt" -> new char[] {'<'};
      case "gt" -> new char[] {'>'};
      case "amp" -> new char[] {'&'};
      case "quot" -> new char[] {'"'};
      case "apos" -> new char[] {'\''};
      default -> numbered(entity);
    };
  }

  private static char[] numbered(String entity) throws MalformedAnswer {
    check(entity.matches("#([0-9]{1,7}|x[0-9a-fA-F]{1,6})"), "an entity is unknown");
    int code =
        entity.charAt(1) == 'x'
            ? Integer.parseInt(entity, 2, entity.length(), 16)
            : Integer.parseInt(entity, 1, entity.length(), 10);
    boolean isHalf = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
    check(code > 0 && Character.isValidCodePoint(code) && !isHalf, "an entity is no character");
    return Character.toChars(code);
  }

  /** Without its prefix. */
  private String name() throws MalformedAnswer {
    int start = at;
    while (at < length && (Character.isLetterOrDigit(in[at]) || "_-.:".indexOf(in[at]) >= 0)) {
      at++;
    }
    check(at > start && (Character.isLetter(in[start]) || in[start] == '_'), "a name is no name");
    String name = new String(in, start, at - start);
    return name.substring(name.indexOf(':') + 1);
  }

  private boolean skipWhite() {
    int start = at;
    while (at < length && Character.isWhitespace(in[at])) {
      at++;
    }
    return at > start;
  }

  private boolean sees(String text) {
    if (at + text.length() > length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (in[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void skipPast(String text) throws MalformedAnswer {
    while (!sees(text)) {
      at++;
      check(at < length, "it breaks off");
    }
    at += text.length();
  }

  private void expect(char next) throws MalformedAnswer {
    check(at < length && in[at] == next, "a " + next + " is missing");
    at++;
  }

  private static void check(boolean holds, String fault) throws MalformedAnswer {
    if (!holds) {
      throw new MalformedAnswer(fault);
    }
  }
}
