package dev.teambroker.cli.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts tables into config.toml without touching the rest of it. */
public final class TomlTables {
  private TomlTables() {}

  /** The text with this table in place of an older one of its name, or at the end. */
  public static String put(String text, String table, Map<String, String> values) {
    List<String> lines = new ArrayList<>(text.isEmpty() ? List.of() : text.lines().toList());
    int start = lines.indexOf(header(table));
    int end = start < 0 ? lines.size() : endOfTable(lines, start);
    List<String> written = new ArrayList<>();
    written.add(header(table));
    values.forEach((key, value) -> written.add(key + " = " + quoted(value)));
    if (start < 0) {
      if (!lines.isEmpty() && !lines.getLast().isBlank()) {
        lines.add("");
      }
      lines.addAll(written);
    } else {
      lines.subList(start, end).clear();
      lines.addAll(start, written);
    }
    return String.join("\n", lines) + "\n";
  }

  /** The text with one key of a table that is there set, and all else as it was. */
  static String set(String text, String table, String key, String value) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    int start = lines.indexOf(header(table));
    if (start < 0) {
      return put(text, table, Map.of(key, value));
    }
    String line = key + " = " + quoted(value);
    for (int i = start + 1; i < endOfTable(lines, start); i++) {
      if (lines.get(i).matches("\\s*" + key + "\\s*=.*")) {
        lines.set(i, line);
        return String.join("\n", lines) + "\n";
      }
    }
    lines.add(endOfTable(lines, start), line);
    return String.join("\n", lines) + "\n";
  }

  private static int endOfTable(List<String> lines, int start) {
    int end = start + 1;
    while (end < lines.size() && !lines.get(end).isBlank() && !lines.get(end).startsWith("[")) {
      end++;
    }
    return end;
  }

  private static String header(String table) {
    return "[" + table + "]";
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
