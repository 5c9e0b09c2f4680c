package dev.teambroker.server.audit.snapshot;

import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.CheckpointSigner;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.audit.checkpoint.CheckpointKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The newest change of every row at a place of the trail. Immutable.
 *
 * <p>Who owns the database can put back an earlier one, and gains nothing: the records after it are
 * folded. They can't make one, as they haven't the key.
 */
public final class Snapshot {
  /** What it is good for; one can't stand in for the other. */
  public enum Use {
    /** A start may go on from there; the records before are there as well. */
    SNAPSHOT("snapshot"),
    /** The records up to there were pruned. */
    BASE("base");

    private final String word;

    Use(String word) {
      this.word = word;
    }
  }

  private final Use use;
  private final Chain place;
  private final byte[] rows;
  private final String signature;

  /** One as it was stored, signed or not. */
  Snapshot(Use use, Chain place, byte[] rows, String signature) {
    this.use = use;
    this.place = place;
    this.rows = rows.clone();
    this.signature = signature;
  }

  public static Snapshot of(
      Use use, Chain place, List<RowChange> changes, CheckpointSigner signer) {
    byte[] rows = SnapshotRows.write(changes);
    byte[] signature = signer.sign(message(use, place, rows));
    return new Snapshot(
        use, place, rows, Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
  }

  boolean isSignedBy(CheckpointKey key) {
    return key.signed(message(use, place, rows), signature);
  }

  public Chain place() {
    return place;
  }

  /** To be believed only where it is signed. */
  public List<RowChange> changes() {
    return SnapshotRows.read(rows);
  }

  public byte[] rows() {
    return rows.clone();
  }

  public String signature() {
    return signature;
  }

  private static byte[] message(Use use, Chain place, byte[] rows) {
    return "broker %s 1\n%d\n%d\n%s\n%s"
        .formatted(
            use.word,
            place.epoch(),
            place.number(),
            place.hash(),
            HexFormat.of().formatHex(Chain.sha256().digest(rows)))
        .getBytes(StandardCharsets.UTF_8);
  }
}
