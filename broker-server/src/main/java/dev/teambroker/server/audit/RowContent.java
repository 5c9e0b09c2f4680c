package dev.teambroker.server.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The canonical encoding of a deciding row's content: a format number, then each value in a fixed
 * order, its type and length before it, so that two different contents never encode alike. A
 * feature that adds a column raises the format number.
 */
public final class RowContent {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private RowContent() {}

  /** Begins the encoding in the given format of its kind. */
  public static RowContent format(int number) {
    return new RowContent().number((long) number);
  }

  public RowContent text(@Nullable CharSequence value) {
    return value == null ? absent() : put('t', value.toString().getBytes(StandardCharsets.UTF_8));
  }

  public RowContent number(@Nullable Long value) {
    return value == null
        ? absent()
        : put('n', ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  /** An instant, to the microsecond that PostgreSQL keeps. */
  public RowContent instant(@Nullable Instant value) {
    return value == null
        ? absent()
        : put(
            'i',
            ByteBuffer.allocate(Long.BYTES)
                .putLong(value.getEpochSecond() * 1_000_000 + value.getNano() / 1_000)
                .array());
  }

  public RowContent flag(boolean value) {
    return put('f', new byte[] {(byte) (value ? 1 : 0)});
  }

  public RowContent bytes(byte @Nullable [] value) {
    return value == null ? absent() : put('b', value);
  }

  /** Texts in the given order. */
  public RowContent texts(Collection<String> values) {
    number((long) values.size());
    values.forEach(this::text);
    return this;
  }

  /** The encoding so far. */
  public byte[] encoded() {
    return out.toByteArray();
  }

  private RowContent absent() {
    return put('-', new byte[0]);
  }

  private RowContent put(char type, byte[] value) {
    out.write(type);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value.length).array());
    out.writeBytes(value);
    return this;
  }
}
