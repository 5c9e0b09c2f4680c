package dev.teambroker.server.grant;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Session tags as one text: key and value of each in the order of the keys, each a line, with
 * {@code \} and line ends escaped.
 */
final class TagText {
  private TagText() {}

  static String of(Map<String, String> tags) {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(tags)
        .forEach(
            (key, value) -> {
              lines.add(escaped(key));
              lines.add(escaped(value));
            });
    return String.join("\n", lines);
  }

  /**
   * @throws IllegalArgumentException where {@link #of} doesn't write such a text: it would hold
   *     what nobody reads
   */
  static SortedMap<String, String> parse(String text) {
    SortedMap<String, String> tags = new TreeMap<>();
    if (text.isEmpty()) {
      return tags;
    }
    String[] lines = text.split("\n", -1);
    for (int i = 0; i + 1 < lines.length; i += 2) {
      tags.put(plain(lines[i]), plain(lines[i + 1]));
    }
    if (!of(tags).equals(text)) {
      throw new IllegalArgumentException("no tags are written so");
    }
    return tags;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String plain(String line) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char each = line.charAt(i);
      if (each == '\\' && i + 1 < line.length()) {
        char next = line.charAt(++i);
        text.append(next == 'n' ? '\n' : next);
      } else {
        text.append(each);
      }
    }
    return text.toString();
  }
}
