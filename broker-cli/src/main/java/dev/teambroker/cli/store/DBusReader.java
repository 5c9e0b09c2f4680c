package dev.teambroker.cli.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads D-Bus values, little-endian; anything beyond the message is an {@link IOException}. */
final class DBusReader {
  private final byte[] bytes;
  private int at;

  DBusReader(byte[] bytes, int start) {
    this.bytes = bytes;
    this.at = start;
  }

  int byteValue() throws IOException {
    need(1);
    return bytes[at++] & 0xff;
  }

  int int32() throws IOException {
    align(4);
    need(4);
    int value = 0;
    for (int i = 3; i >= 0; i--) {
      value = (value << 8) | (bytes[at + i] & 0xff);
    }
    at += 4;
    return value;
  }

  String string() throws IOException {
    return text(int32());
  }

  String signature() throws IOException {
    return text(byteValue());
  }

  byte[] byteArray() throws IOException {
    int length = int32();
    need(length);
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  /** The first element of an array of object paths, or an empty string; moves behind the array. */
  String firstOfPaths() throws IOException {
    int length = int32();
    need(length);
    int end = at + length;
    String first = length == 0 ? "" : string();
    at = end;
    return first;
  }

  /** An array of object paths. */
  List<String> paths() throws IOException {
    int length = int32();
    need(length);
    int end = at + length;
    List<String> paths = new ArrayList<>();
    while (at < end) {
      paths.add(string());
      align(at < end ? 4 : 1);
    }
    return paths;
  }

  /** The value of that key in a dictionary of strings, or an empty string. */
  String entry(String key) throws IOException {
    int length = int32();
    align(8);
    need(length);
    int end = at + length;
    String found = "";
    while (at < end) {
      align(8);
      boolean wanted = string().equals(key);
      String value = string();
      found = wanted ? value : found;
    }
    return found;
  }

  /** Skips a value of one of the types that a message's header holds. */
  void skip(String type) throws IOException {
    switch (type) {
      case "s", "o" -> string();
      case "g" -> signature();
      case "u" -> int32();
      default -> throw new IOException("a D-Bus header with a value of type " + type);
    }
  }

  void align(int boundary) {
    at += (boundary - at % boundary) % boundary;
  }

  int position() {
    return at;
  }

  private String text(int length) throws IOException {
    need(length + 1);
    at += length + 1;
    return new String(bytes, at - length - 1, length, StandardCharsets.UTF_8);
  }

  private void need(int length) throws IOException {
    if (length < 0 || at > bytes.length - length) {
      throw new IOException("a D-Bus message is shorter than it says");
    }
  }
}
