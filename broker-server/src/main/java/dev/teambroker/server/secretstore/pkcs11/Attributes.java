package dev.teambroker.server.secretstore.pkcs11;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A template: a list of CK_ATTRIBUTE. */
final class Attributes {
  static final long CLASS = 0x00;
  static final long TOKEN = 0x01;
  static final long PRIVATE = 0x02;
  static final long LABEL = 0x03;
  static final long KEY_TYPE = 0x100;
  static final long ID = 0x102;
  static final long SENSITIVE = 0x103;
  static final long ENCRYPT = 0x104;
  static final long DECRYPT = 0x105;
  static final long SIGN = 0x108;
  static final long VERIFY = 0x10A;
  static final long VALUE_LEN = 0x161;
  static final long EXTRACTABLE = 0x162;
  static final long EC_PARAMS = 0x180;
  static final long EC_POINT = 0x181;

  static final long PUBLIC_KEY = 0x02;
  static final long PRIVATE_KEY = 0x03;
  static final long SECRET_KEY = 0x04;
  static final long AES = 0x1F;
  static final long EC_EDWARDS = 0x40;

  private static final long SIZE = 24;

  private final List<Attribute> all = new ArrayList<>();

  private static final class Attribute {
    private final long type;
    private final byte[] value;

    Attribute(long type, byte[] value) {
      this.type = type;
      this.value = value;
    }
  }

  Attributes with(long type, boolean value) {
    return add(type, new byte[] {(byte) (value ? 1 : 0)});
  }

  Attributes with(long type, long value) {
    byte[] bytes = new byte[Long.BYTES];
    MemorySegment.ofArray(bytes).set(ValueLayout.JAVA_LONG_UNALIGNED, 0, value);
    return add(type, bytes);
  }

  Attributes with(long type, String value) {
    return add(type, value.getBytes(StandardCharsets.UTF_8));
  }

  Attributes with(long type, byte[] value) {
    return add(type, value.clone());
  }

  private Attributes add(long type, byte[] value) {
    all.add(new Attribute(type, value));
    return this;
  }

  int count() {
    return all.size();
  }

  /** A template of one attribute, whose value is to be written there. */
  static MemorySegment reading(Arena arena, long type, MemorySegment value) {
    MemorySegment template = arena.allocate(SIZE, Long.BYTES);
    set(template, 0, type, value);
    return template;
  }

  /** How long the value is, once the token has said so. */
  static long length(MemorySegment template) {
    return template.get(ValueLayout.JAVA_LONG, 2 * Long.BYTES);
  }

  private static void set(MemorySegment template, long at, long type, MemorySegment value) {
    template.set(ValueLayout.JAVA_LONG, at, type);
    template.set(ValueLayout.ADDRESS, at + Long.BYTES, value);
    template.set(ValueLayout.JAVA_LONG, at + 2 * Long.BYTES, value.byteSize());
  }

  MemorySegment in(Arena arena) {
    MemorySegment template = arena.allocate(SIZE * Math.max(1, all.size()), Long.BYTES);
    long at = 0;
    for (Attribute each : all) {
      MemorySegment value = arena.allocateFrom(ValueLayout.JAVA_BYTE, each.value);
      set(template, at, each.type, value);
      at += SIZE;
    }
    return template;
  }
}
