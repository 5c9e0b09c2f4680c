package dev.teambroker.cli.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The part of TOML 1.0 that the configuration uses: {@code [tables]}, strings, integers, booleans,
 * comments. Anything else is refused with the line it stands in.
 */
final class Toml {
  private final String text;
  private final String file;
  private final Map<String, Map<String, String>> tables = new LinkedHashMap<>();
  private int at;
  private int line = 1;

  private Toml(String text, String file) {
    this.text = text;
    this.file = file;
  }

  /** The tables by their name, such as {@code profiles.deploy}; keys before any table under "". */
  static Map<String, Map<String, String>> parse(String text, String file) {
    return new Toml(text, file).tables();
  }

  private Map<String, Map<String, String>> tables() {
    Map<String, String> table = new LinkedHashMap<>();
    tables.put("", table);
    while (skipToContent()) {
      if (text.charAt(at) == '[') {
        table = table();
      } else {
        entry(table);
      }
      endOfLine();
    }
    return tables;
  }

  private Map<String, String> table() {
    at++;
    String name = key();
    while (peek() == '.') {
      at++;
      name = name + "." + key();
    }
    expect(']');
    Map<String, String> table = new LinkedHashMap<>();
    if (tables.put(name, table) != null) {
      throw fault("the table [" + name + "] stands twice");
    }
    return table;
  }

  private void entry(Map<String, String> table) {
    String key = key();
    expect('=');
    skipBlanks();
    if (table.put(key, value()) != null) {
      throw fault("the key " + key + " stands twice");
    }
  }

  private String key() {
    skipBlanks();
    char first = peek();
    String key = first == '"' || first == '\'' ? string() : bare();
    skipBlanks();
    return key;
  }

  private String value() {
    char first = peek();
    if (first == '"' || first == '\'') {
      if (text.startsWith("\"\"\"", at) || text.startsWith("'''", at)) {
        throw fault("a string over several lines is not taken here");
      }
      return string();
    }
    return bare();
  }

  private String bare() {
    int start = at;
    while (at < text.length() && isBare(text.charAt(at))) {
      at++;
    }
    if (start == at) {
      throw fault("a key, a string or a number is expected here");
    }
    return text.substring(start, at);
  }

  private static boolean isBare(char c) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || c == '_' || c == '-';
  }

  private String string() {
    char quote = text.charAt(at++);
    StringBuilder value = new StringBuilder();
    while (peek() != quote) {
      if (at == text.length() || text.charAt(at) == '\n') {
        throw fault("a string does not end in its line");
      }
      char c = text.charAt(at++);
      value.append(c == '\\' && quote == '"' ? escaped() : c);
    }
    at++;
    return value.toString();
  }

  private char escaped() {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      default -> throw fault("\\" + c + " is not an escape that is taken here");
    };
  }

  private boolean skipToContent() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        skipComment();
      } else if (c == '\n') {
        line++;
        at++;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  private void endOfLine() {
    skipBlanks();
    if (peek() == '#') {
      skipComment();
    }
    if (peek() != '\n' && peek() != '\r' && at < text.length()) {
      throw fault("nothing more is expected in this line");
    }
  }

  private void skipComment() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  private void skipBlanks() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  private void expect(char c) {
    skipBlanks();
    if (peek() != c) {
      throw fault(c + " is expected here");
    }
    at++;
  }

  /** The character at this place; NUL at the end, which no configuration holds. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private SettingsFault fault(String what) {
    return new SettingsFault(file + ", line " + line + ": " + what + ".");
  }
}
