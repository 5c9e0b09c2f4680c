package dev.teambroker.server.web;

import dev.teambroker.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A JSON object to send to a service, written as bytes: a secret in it goes through no String, and
 * what was written is overwritten when it is closed.
 */
public final class SecretBody implements AutoCloseable {
  private final WipedOutput out = new WipedOutput();
  private boolean first = true;

  public SecretBody() {
    out.write('{');
  }

  /**
   * Adds a text of this broker's own.
   *
   * @throws IllegalArgumentException when it holds what JSON escapes, as none of them does
   */
  public SecretBody with(String name, String value) {
    member(name);
    text(value.getBytes(StandardCharsets.US_ASCII), value.length());
    return this;
  }

  /** A number or a truth value. */
  public SecretBody with(String name, Object value) {
    member(name);
    out.writeBytes(value.toString().getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  public SecretBody with(String name, Map<String, String> value) {
    member(name);
    out.write('{');
    boolean begun = first;
    first = true;
    value.forEach(this::with);
    first = begun;
    out.write('}');
    return this;
  }

  /** Adds an object with the members that are added to this meanwhile. */
  public SecretBody withObject(String name, Consumer<SecretBody> members) {
    member(name);
    out.write('{');
    first = true;
    members.accept(this);
    first = false;
    out.write('}');
    return this;
  }

  /**
   * Adds a secret text.
   *
   * @throws IllegalArgumentException when it holds what JSON escapes, as no token does
   */
  public SecretBody with(String name, Secret value) {
    member(name);
    return value.reveal(
        bytes -> {
          text(bytes, bytes.length);
          return this;
        });
  }

  public SecretBody withBase64(String name, Secret value) {
    return value.reveal(bytes -> withBase64(name, bytes));
  }

  public SecretBody withBase64(String name, byte[] value) {
    member(name);
    byte[] encoded = Base64.getEncoder().encode(value);
    text(encoded, encoded.length);
    Arrays.fill(encoded, (byte) 0);
    return this;
  }

  private void member(String name) {
    if (!first) {
      out.write(',');
    }
    first = false;
    text(name.getBytes(StandardCharsets.US_ASCII), name.length());
    out.write(':');
  }

  private void text(byte[] ascii, int length) {
    boolean plain = ascii.length == length;
    for (byte each : ascii) {
      plain &= each >= ' ' && each < 0x7f && each != '"' && each != '\\';
    }
    if (!plain) {
      throw new IllegalArgumentException("a text that would have to be escaped");
    }
    out.write('"');
    out.writeBytes(ascii);
    out.write('"');
  }

  /** The whole; the caller overwrites it after use. */
  public byte[] bytes() {
    byte[] begun = out.toByteArray();
    try {
      byte[] whole = Arrays.copyOf(begun, begun.length + 1);
      whole[begun.length] = '}';
      return whole;
    } finally {
      Arrays.fill(begun, (byte) 0);
    }
  }

  @Override
  public void close() {
    out.reset();
  }
}
