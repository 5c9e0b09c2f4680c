package dev.teambroker.protocol;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that must not be seen: a key, a seed, a token, a code.
 *
 * <p>They come out through {@link #reveal} alone, so every exposure is one text search. {@link
 * #toString} shows nothing, {@link #equals} takes the same time wherever the difference is, {@link
 * #close} overwrites the bytes. Texts are held as UTF-8.
 *
 * <p>Thread-safe. A closed secret throws {@link IllegalStateException} when it is revealed.
 */
public final class Secret implements AutoCloseable {
  private byte @Nullable [] bytes;

  private Secret(byte[] owned) {
    this.bytes = owned;
  }

  /**
   * What is done with the bytes; they are overwritten when it returns, so it must not keep them.
   */
  @FunctionalInterface
  public interface Use<T extends @Nullable Object, X extends Exception> {
    T with(byte[] bytes) throws X;
  }

  /** Copies the bytes; the caller's array is left alone. */
  public static Secret copyOf(byte[] bytes) {
    return new Secret(bytes.clone());
  }

  /** Copies the bytes and overwrites the caller's array. */
  public static Secret takeFrom(byte[] bytes) {
    Secret secret = copyOf(bytes);
    Arrays.fill(bytes, (byte) 0);
    return secret;
  }

  /**
   * Copies a text as UTF-8. For what a library hands over as a String: copy, then drop the text.
   *
   * @throws IllegalArgumentException when the text has an unpaired surrogate
   */
  public static Secret of(CharSequence text) {
    CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
    byte[] room = new byte[(int) Math.ceil(text.length() * (double) utf8.maxBytesPerChar())];
    ByteBuffer encoded = ByteBuffer.wrap(room);
    try {
      if (utf8.encode(CharBuffer.wrap(text), encoded, true).isError()) {
        throw new IllegalArgumentException("the text is not valid Unicode");
      }
      return new Secret(Arrays.copyOf(room, encoded.position()));
    } finally {
      Arrays.fill(room, (byte) 0);
    }
  }

  /** Copies a text as UTF-8 and overwrites the caller's characters. */
  public static Secret takeFrom(char[] text) {
    Secret secret = of(CharBuffer.wrap(text));
    Arrays.fill(text, '\0');
    return secret;
  }

  /**
   * The one way out: runs {@code use} on a copy of the bytes and overwrites the copy.
   *
   * @throws IllegalStateException when this secret was closed
   */
  public <T extends @Nullable Object, X extends Exception> T reveal(Use<T, X> use) throws X {
    byte[] copy = copy();
    try {
      return use.with(copy);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  /** An independent secret of the same bytes, for an owner that closes its own. */
  public Secret duplicate() {
    return new Secret(copy());
  }

  /** How many bytes there are. */
  public synchronized int length() {
    return opened().length;
  }

  private synchronized byte[] copy() {
    return opened().clone();
  }

  private byte[] opened() {
    byte[] held = bytes;
    if (held == null) {
      throw new IllegalStateException("this secret was closed");
    }
    return held;
  }

  /** Overwrites the bytes. Closing twice is harmless. */
  @Override
  public synchronized void close() {
    byte[] held = bytes;
    if (held != null) {
      Arrays.fill(held, (byte) 0);
      bytes = null;
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Secret that)) {
      return false;
    }
    byte[] mine = copy();
    byte[] theirs = that.copy();
    try {
      return MessageDigest.isEqual(mine, theirs);
    } finally {
      Arrays.fill(mine, (byte) 0);
      Arrays.fill(theirs, (byte) 0);
    }
  }

  /** The same for every secret: a hash of the bytes would tell something about them. */
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "Secret(…)";
  }
}
