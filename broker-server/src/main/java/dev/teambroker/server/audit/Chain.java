package dev.teambroker.server.audit;

import dev.teambroker.protocol.AuditRecords.Line;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/**
 * A place in the chain: the last record that was seen, and its hash.
 *
 * @param hash hex of 32 bytes
 */
@NamedInterface("inside")
public record Chain(long epoch, long number, String hash) {
  private static final HexFormat HEX = HexFormat.of();

  /** Before the first record. */
  public static final Chain START = new Chain(1, 0, "0".repeat(64));

  /** Where the chain stands after a line, whose hash is taken as it is. */
  public static Chain at(Line line) {
    return new Chain(line.epoch(), line.number(), line.hash());
  }

  /** Whether it comes before the other, whatever their hashes. */
  public boolean isBehind(Chain other) {
    return epoch < other.epoch() || (epoch == other.epoch() && number < other.number());
  }

  boolean covers(Recorded record) {
    return epoch > record.epoch() || (epoch == record.epoch() && number >= record.number());
  }

  /** What is wrong with this line as the next one; null when nothing is. */
  public @Nullable String faultOf(Line line) {
    boolean nextNumber = line.epoch() == epoch && line.number() == number + 1;
    boolean nextEpoch = line.epoch() > epoch && line.number() == 1;
    if (!nextNumber && !nextEpoch) {
      return "record %d of epoch %d comes after record %d of epoch %d: %s"
          .formatted(
              line.number(),
              line.epoch(),
              number,
              epoch,
              line.epoch() == epoch && line.number() > number
                  ? "what was between is missing"
                  : "the order is broken");
    }
    if (!hashAfter(hash, line.epoch(), line.number(), line.body()).equals(line.hash())) {
      return "record %d of epoch %d: its hash is not that of its content after the record before it"
          .formatted(line.number(), line.epoch());
    }
    return null;
  }

  /** The hash as {@link Line} defines it. */
  public static String hashAfter(String previous, long epoch, long number, String body) {
    MessageDigest sha256 = sha256();
    sha256.update(HEX.parseHex(previous));
    sha256.update(ByteBuffer.allocate(2 * Long.BYTES).putLong(epoch).putLong(number).array());
    return HEX.formatHex(sha256.digest(body.getBytes(StandardCharsets.UTF_8)));
  }

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
