package dev.teambroker.cli.store;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A connection to the session bus that makes one call after the other. A bus or a service that
 * keeps silent for {@value #PATIENCE_MILLIS} ms is an {@link IOException}, never a hang.
 */
final class DBusConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 15_000;
  private static final int LARGEST_MESSAGE = 1 << 20;

  private final SocketChannel channel;
  private final Selector selector;
  private int serial;

  private DBusConnection(SocketChannel channel, Selector selector) {
    this.channel = channel;
    this.selector = selector;
  }

  static DBusConnection open(String socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
      Selector selector = Selector.open();
      channel.register(selector, SelectionKey.OP_READ);
      DBusConnection bus = new DBusConnection(channel, selector);
      bus.authenticate();
      return bus;
    } catch (IOException | RuntimeException broken) {
      channel.close();
      throw broken;
    }
  }

  /** The bus asks the kernel who is at the other end of the socket. */
  private void authenticate() throws IOException {
    write("\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n".getBytes(StandardCharsets.US_ASCII));
    while (true) {
      String line = line();
      if (line.startsWith("OK")) {
        break;
      }
      if (!line.startsWith("DATA")) {
        throw new IOException("the session bus refused this user: " + line);
      }
    }
    String bus = "org.freedesktop.DBus";
    call(bus, "/org/freedesktop/DBus", bus + ".Hello", "", new DBusWriter());
  }

  /** Calls {@code interface.Member} and returns the answer, which may be an error. */
  DBusMessage call(
      String destination, String path, String member, String signature, DBusWriter body)
      throws IOException {
    int mine = ++serial;
    byte[] call = DBusMessage.call(mine, destination, path, member, signature, body);
    write(call);
    Arrays.fill(call, (byte) 0);
    while (true) {
      DBusMessage message = receive();
      if (message.replyTo == mine
          && (message.type == DBusMessage.RETURN || message.type == DBusMessage.ERROR)) {
        return message;
      }
    }
  }

  private DBusMessage receive() throws IOException {
    byte[] head = new byte[DBusMessage.FIXED_HEADER];
    readFully(ByteBuffer.wrap(head));
    int length = DBusMessage.lengthOf(head);
    if (length < head.length || length > LARGEST_MESSAGE) {
      throw new IOException("a D-Bus message of " + length + " bytes");
    }
    byte[] whole = Arrays.copyOf(head, length);
    readFully(ByteBuffer.wrap(whole, head.length, length - head.length));
    return DBusMessage.parse(whole);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (true) {
      one.clear();
      readFully(one);
      char c = (char) one.get(0);
      if (c == '\n') {
        return line.toString().strip();
      }
      line.append(c);
    }
  }

  private void readFully(ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      int read = channel.read(into);
      if (read < 0) {
        throw new EOFException("the session bus closed the connection");
      }
      if (read == 0) {
        selector.selectedKeys().clear();
        if (selector.select(PATIENCE_MILLIS) == 0) {
          throw new IOException("the session bus does not answer");
        }
      }
    }
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      if (channel.write(left) == 0) {
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
