package dev.teambroker.cli.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Marshals D-Bus values, little-endian (D-Bus specification, "Marshaling (Wire Format)"). */
final class DBusWriter {
  private byte[] bytes = new byte[512];
  private int size;

  /** An array that was begun: where its length stands, and where its elements start. */
  record Array(int lengthAt, int start) {}

  DBusWriter byteValue(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  DBusWriter int32(int value) {
    align(4);
    room(4);
    writeInt(size, value);
    size += 4;
    return this;
  }

  DBusWriter string(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return int32(utf8.length).raw(utf8).byteValue(0);
  }

  DBusWriter signature(String value) {
    byte[] ascii = value.getBytes(StandardCharsets.US_ASCII);
    return byteValue(ascii.length).raw(ascii).byteValue(0);
  }

  DBusWriter byteArray(byte[] value) {
    return int32(value.length).raw(value);
  }

  DBusWriter raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  DBusWriter align(int boundary) {
    int padding = (boundary - size % boundary) % boundary;
    room(padding);
    size += padding;
    return this;
  }

  Array beginArray(int alignmentOfElements) {
    int32(0);
    int lengthAt = size - 4;
    align(alignmentOfElements);
    return new Array(lengthAt, size);
  }

  DBusWriter endArray(Array array) {
    writeInt(array.lengthAt(), size - array.start());
    return this;
  }

  int size() {
    return size;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Overwrites what was written. */
  void wipe() {
    Arrays.fill(bytes, (byte) 0);
  }

  private void writeInt(int at, int value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >>> (8 * i));
    }
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      byte[] larger = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
      wipe();
      bytes = larger;
    }
  }
}
