package dev.teambroker.server.audit.snapshot;

import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.CheckpointSigner;
import dev.teambroker.server.audit.checkpoint.CheckpointKey;
import dev.teambroker.server.audit.snapshot.Snapshot.Use;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The stored snapshots, as far as this broker has signed them. */
@Component
public class Snapshots {
  private static final Logger log = LoggerFactory.getLogger(Snapshots.class);
  private static final int KEPT = 3;

  private final JdbcClient jdbc;
  private final CheckpointSigner signer;

  Snapshots(JdbcClient jdbc, CheckpointSigner signer) {
    this.jdbc = jdbc;
    this.signer = signer;
  }

  /**
   * Up to where the trail was pruned, and what the index says there.
   *
   * @throws UnsignedBase when this broker's key hasn't signed it
   */
  public Optional<Snapshot> base() {
    return base(own());
  }

  /**
   * The same under a pinned key.
   *
   * @throws UnsignedBase when that key hasn't signed it
   */
  public Optional<Snapshot> base(CheckpointKey key) {
    Optional<Snapshot> base =
        jdbc.sql(
                """
                SELECT epoch, number, hash, rows, signature FROM broker.audit_base
                ORDER BY epoch DESC, number DESC LIMIT 1
                """)
            .query((row, number) -> read(row, Use.BASE))
            .optional();
    base.filter(found -> !found.isSignedBy(key))
        .ifPresent(
            found -> {
              throw new UnsignedBase(found.place());
            });
    return base;
  }

  /** The newest one after the first place and not after the second. */
  Optional<Snapshot> newest(Chain after, Chain upTo) {
    return places().stream()
        .filter(place -> after.isBehind(place) && !upTo.isBehind(place))
        .map(this::at)
        .flatMap(Optional::stream)
        .filter(this::isSignedOrTold)
        .findFirst();
  }

  /** Where the newest one is, believed or not. */
  Optional<Chain> newestPlace() {
    return places().stream().findFirst();
  }

  private List<Chain> places() {
    return jdbc.sql(
            """
            SELECT epoch, number, hash FROM broker.audit_snapshot
            ORDER BY epoch DESC, number DESC
            """)
        .query((row, number) -> place(row))
        .list();
  }

  private Optional<Snapshot> at(Chain place) {
    return jdbc.sql(
            """
            SELECT epoch, number, hash, rows, signature FROM broker.audit_snapshot
            WHERE epoch = :epoch AND number = :number
            """)
        .param("epoch", place.epoch())
        .param("number", place.number())
        .query((row, number) -> read(row, Use.SNAPSHOT))
        .optional();
  }

  private CheckpointKey own() {
    return CheckpointKey.of(signer.publicKey());
  }

  private boolean isSignedOrTold(Snapshot snapshot) {
    boolean signed = snapshot.isSignedBy(own());
    if (!signed) {
      log.warn(
          "the snapshot at record {} of epoch {} is not signed by this broker's key, and is not"
              + " believed",
          snapshot.place().number(),
          snapshot.place().epoch());
    }
    return signed;
  }

  /** Stores it, and removes the oldest. */
  void add(Snapshot snapshot) {
    Chain place = snapshot.place();
    jdbc.sql(
            """
            INSERT INTO broker.audit_snapshot (epoch, number, hash, rows, signature)
            VALUES (:epoch, :number, :hash, :rows, :signature)
            ON CONFLICT DO NOTHING
            """)
        .param("epoch", place.epoch())
        .param("number", place.number())
        .param("hash", HexFormat.of().parseHex(place.hash()))
        .param("rows", snapshot.rows())
        .param("signature", snapshot.signature())
        .update();
    jdbc.sql(
            """
            DELETE FROM broker.audit_snapshot WHERE (epoch, number) NOT IN (
              SELECT epoch, number FROM broker.audit_snapshot
              ORDER BY epoch DESC, number DESC LIMIT :kept)
            """)
        .param("kept", KEPT)
        .update();
  }

  private static Snapshot read(ResultSet row, Use use) throws SQLException {
    return new Snapshot(use, place(row), row.getBytes("rows"), row.getString("signature"));
  }

  private static Chain place(ResultSet row) throws SQLException {
    return new Chain(
        row.getLong("epoch"),
        row.getLong("number"),
        HexFormat.of().formatHex(row.getBytes("hash")));
  }
}
