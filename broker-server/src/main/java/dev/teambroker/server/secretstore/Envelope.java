package dev.teambroker.server.secretstore;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The bytes of a {@link SealedSecret}: format · number of wraps · each wrap's key id and wrapped
 * data key, with their lengths · commitment (32) · nonce (12) · ciphertext with its tag.
 */
final class Envelope {
  static final byte FORMAT = 1;
  private static final int MAX_KEY_ID = 255;
  private static final int MAX_WRAPPED = 65_535;

  private final List<Wrap> wraps;
  private final byte[] commitment;
  private final byte[] nonce;
  private final byte[] ciphertext;

  Envelope(List<Wrap> wraps, byte[] commitment, byte[] nonce, byte[] ciphertext) {
    this.wraps = List.copyOf(wraps);
    this.commitment = commitment;
    this.nonce = nonce;
    this.ciphertext = ciphertext;
  }

  /** The data key under one key-encryption key. */
  static final class Wrap {
    private final String keyId;
    private final byte[] wrapped;

    Wrap(String keyId, byte[] wrapped) {
      this.keyId = keyId;
      this.wrapped = wrapped;
    }

    String keyId() {
      return keyId;
    }

    byte[] wrapped() {
      return wrapped;
    }
  }

  List<Wrap> wraps() {
    return wraps;
  }

  /** The wrap under this key. */
  Optional<Wrap> wrapOf(String keyId) {
    return wraps.stream().filter(wrap -> wrap.keyId().equals(keyId)).findFirst();
  }

  /** The same ciphertext, its data key wrapped in these ways. */
  Envelope with(List<Wrap> others) {
    return new Envelope(others, commitment, nonce, ciphertext);
  }

  /** Under which keys the data key is wrapped. */
  List<String> keyIds() {
    return wraps.stream().map(Wrap::keyId).toList();
  }

  byte[] commitment() {
    return commitment;
  }

  byte[] nonce() {
    return nonce;
  }

  byte[] ciphertext() {
    return ciphertext;
  }

  SealedSecret encoded() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(FORMAT);
    out.write(wraps.size());
    for (Wrap wrap : wraps) {
      byte[] keyId = wrap.keyId.getBytes(StandardCharsets.UTF_8);
      if (keyId.length > MAX_KEY_ID || wrap.wrapped.length > MAX_WRAPPED) {
        throw new IllegalArgumentException("the wrap of " + wrap.keyId + " is too long");
      }
      out.write(keyId.length);
      out.writeBytes(keyId);
      out.writeBytes(
          ByteBuffer.allocate(Short.BYTES).putShort((short) wrap.wrapped.length).array());
      out.writeBytes(wrap.wrapped);
    }
    out.writeBytes(commitment);
    out.writeBytes(nonce);
    out.writeBytes(ciphertext);
    return new SealedSecret(out.toByteArray());
  }

  /**
   * Reads what {@link #encoded} wrote.
   *
   * @throws SealBroken when it is anything else
   */
  static Envelope of(SealedSecret sealed) {
    ByteBuffer in = ByteBuffer.wrap(sealed.envelope());
    try {
      if (in.get() != FORMAT) {
        throw new SealBroken("the envelope has a format that this version doesn't know");
      }
      int count = Byte.toUnsignedInt(in.get());
      List<Wrap> wraps = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        String keyId = new String(take(in, in.get() & MAX_KEY_ID), StandardCharsets.UTF_8);
        wraps.add(new Wrap(keyId, take(in, Short.toUnsignedInt(in.getShort()))));
      }
      byte[] commitment = take(in, DataKeys.COMMITMENT_BYTES);
      byte[] nonce = take(in, DataKeys.NONCE_BYTES);
      return new Envelope(wraps, commitment, nonce, take(in, in.remaining()));
    } catch (BufferUnderflowException e) {
      throw new SealBroken("the envelope is cut short", e);
    }
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] bytes = new byte[Math.min(length, in.remaining() + 1)];
    in.get(bytes);
    return bytes;
  }
}
