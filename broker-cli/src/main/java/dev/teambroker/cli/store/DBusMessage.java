package dev.teambroker.cli.store;

import java.io.IOException;

/** A D-Bus message: what the Secret Service's calls need of it, no more. */
final class DBusMessage {
  static final int RETURN = 2;
  static final int ERROR = 3;
  static final int FIXED_HEADER = 16;

  private static final int CALL = 1;
  private static final int PATH = 1;
  private static final int INTERFACE = 2;
  private static final int MEMBER = 3;
  private static final int ERROR_NAME = 4;
  private static final int REPLY_SERIAL = 5;
  private static final int DESTINATION = 6;
  private static final int SIGNATURE = 8;

  final int type;
  final int replyTo;
  final String errorName;
  private final byte[] bytes;
  private final int bodyAt;

  private DBusMessage(int type, int replyTo, String errorName, byte[] bytes, int bodyAt) {
    this.type = type;
    this.replyTo = replyTo;
    this.errorName = errorName;
    this.bytes = bytes;
    this.bodyAt = bodyAt;
  }

  /** A method call; {@code member} is {@code interface.Member}. */
  static byte[] call(
      int serial,
      String destination,
      String path,
      String member,
      String signature,
      DBusWriter body) {
    int dot = member.lastIndexOf('.');
    DBusWriter message = new DBusWriter();
    message.byteValue('l').byteValue(CALL).byteValue(0).byteValue(1);
    message.int32(body.size()).int32(serial);
    DBusWriter.Array fields = message.beginArray(8);
    field(message, PATH, "o").string(path);
    field(message, INTERFACE, "s").string(member.substring(0, dot));
    field(message, MEMBER, "s").string(member.substring(dot + 1));
    field(message, DESTINATION, "s").string(destination);
    if (!signature.isEmpty()) {
      field(message, SIGNATURE, "g").signature(signature);
    }
    message.endArray(fields).align(8);
    byte[] bytes = message.raw(body.toBytes()).toBytes();
    message.wipe();
    body.wipe();
    return bytes;
  }

  private static DBusWriter field(DBusWriter message, int code, String type) {
    return message.align(8).byteValue(code).signature(type);
  }

  /** How long the whole message is, told from its first {@link #FIXED_HEADER} bytes. */
  static int lengthOf(byte[] head) throws IOException {
    if (head[0] != 'l') {
      throw new IOException("a D-Bus message that is not little-endian");
    }
    int body = new DBusReader(head, 4).int32();
    int fields = new DBusReader(head, 12).int32();
    return FIXED_HEADER + (fields + 7) / 8 * 8 + body;
  }

  static DBusMessage parse(byte[] bytes) throws IOException {
    DBusReader header = new DBusReader(bytes, 12);
    int end = header.int32() + FIXED_HEADER;
    int replyTo = 0;
    String errorName = "";
    while (header.position() < end) {
      header.align(8);
      int code = header.byteValue();
      String type = header.signature();
      switch (code) {
        case REPLY_SERIAL -> replyTo = header.int32();
        case ERROR_NAME -> errorName = header.string();
        default -> header.skip(type);
      }
    }
    return new DBusMessage(bytes[1], replyTo, errorName, bytes, (end + 7) / 8 * 8);
  }

  DBusReader body() {
    return new DBusReader(bytes, bodyAt);
  }

  void wipe() {
    java.util.Arrays.fill(bytes, (byte) 0);
  }
}
