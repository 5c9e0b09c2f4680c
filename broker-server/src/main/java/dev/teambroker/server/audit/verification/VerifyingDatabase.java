package dev.teambroker.server.audit.verification;

import dev.teambroker.server.audit.AuthenticatedRows;
import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.RowMac;
import dev.teambroker.server.audit.TrailReader;
import dev.teambroker.server.audit.checkpoint.CheckpointKey;
import dev.teambroker.server.audit.checkpoint.SignedCheckpoints;
import dev.teambroker.server.audit.snapshot.Snapshot;
import dev.teambroker.server.audit.snapshot.Snapshots;
import dev.teambroker.server.audit.snapshot.UnsignedBase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Verifies the database's trail from its first record, its head, and every row that decides: all in
 * one snapshot, beside a running broker.
 */
@Component
public class VerifyingDatabase {
  private static final String RECORDS =
      "SELECT epoch, number, body, hash FROM broker.audit_record ORDER BY epoch, number";
  private static final String HEAD =
      "SELECT epoch, number, '' AS body, hash FROM broker.audit_head";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate snapshot;
  private final RowMac mac;
  private final List<AuthenticatedRows> features;
  private final Function<Optional<CheckpointKey>, Optional<Snapshot>> base;

  @Autowired
  VerifyingDatabase(
      DataSource dataSource,
      PlatformTransactionManager transactions,
      RowMac mac,
      List<AuthenticatedRows> features,
      Snapshots snapshots) {
    this(
        dataSource,
        transactions,
        mac,
        features,
        pinned -> pinned.map(snapshots::base).orElseGet(snapshots::base));
  }

  /** One of a trail that was never pruned. */
  public VerifyingDatabase(
      DataSource dataSource,
      PlatformTransactionManager transactions,
      RowMac mac,
      List<AuthenticatedRows> features) {
    this(dataSource, transactions, mac, features, pinned -> Optional.empty());
  }

  private VerifyingDatabase(
      DataSource dataSource,
      PlatformTransactionManager transactions,
      RowMac mac,
      List<AuthenticatedRows> features,
      Function<Optional<CheckpointKey>, Optional<Snapshot>> base) {
    this.base = base;
    this.jdbc = new JdbcTemplate(dataSource);
    this.snapshot = new TransactionTemplate(transactions);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.snapshot.setReadOnly(true);
    this.mac = mac;
    this.features = features;
  }

  public AuditReport verify() {
    return verify(SignedCheckpoints.NONE, Optional.empty());
  }

  /**
   * The same, and whether it is the trail that these checkpoints were kept of.
   *
   * @param pinned the key that has to have signed what stands for pruned records; without one, the
   *     broker's own
   */
  AuditReport verify(SignedCheckpoints checkpoints, Optional<CheckpointKey> pinned) {
    return Objects.requireNonNull(snapshot.execute(status -> inSnapshot(checkpoints, pinned)));
  }

  private AuditReport inSnapshot(SignedCheckpoints checkpoints, Optional<CheckpointKey> pinned) {
    ChainVerification chain = new ChainVerification(checkpoints);
    List<String> lines = new ArrayList<>(begin(chain, pinned));
    ConnectionCallback<Boolean> reading = connection -> read(connection, chain);
    jdbc.execute(reading);
    RowVerification rows = new RowVerification(chain.rows(), mac);
    features.forEach(rows::check);

    List<String> faults = new ArrayList<>();
    chain.fault().ifPresent(faults::add);
    faults.addAll(chain.changeFaults());
    faults.addAll(chain.checkpoints().faults());
    faults.addAll(rows.faults());
    lines.addAll(VerifyingExports.summary(chain));
    lines.add("deciding rows: " + rows.count());
    lines.addAll(chain.checkpoints().lines());
    return new AuditReport(lines, faults);
  }

  /** After what was pruned, if that is signed; else with the first record. */
  private List<String> begin(ChainVerification chain, Optional<CheckpointKey> pinned) {
    try {
      Optional<Snapshot> pruned = base.apply(pinned);
      pruned.ifPresent(found -> chain.beginAfter(found.place(), found.changes()));
      return pruned.map(VerifyingDatabase::told).stream().toList();
    } catch (UnsignedBase e) {
      chain.fail(String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private static String told(Snapshot pruned) {
    return "pruned: up to record %d of epoch %d, which the archived segments hold"
        .formatted(pruned.place().number(), pruned.place().epoch());
  }

  private static boolean read(Connection connection, ChainVerification chain) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(RECORDS)) {
      query.setFetchSize(5000);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          if (chain.isWithoutBeginning(rows.getLong("number"))) {
            chain.fail("record 1 is missing: the trail begins with " + rows.getLong("number"));
          }
          chain.next(TrailReader.line(rows));
        }
      }
    }
    checkHead(connection, chain);
    return true;
  }

  private static void checkHead(Connection connection, ChainVerification chain)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(HEAD);
        ResultSet row = query.executeQuery()) {
      Chain head = row.next() ? Chain.at(TrailReader.line(row)) : new Chain(0, 0, "");
      if (!head.equals(chain.last())) {
        chain.fail(
            "the head says record %d of epoch %d, the last record is %d of epoch %d%s"
                .formatted(
                    head.number(),
                    head.epoch(),
                    chain.last().number(),
                    chain.last().epoch(),
                    head.number() > chain.last().number() ? ": the tail was cut off" : ""));
      }
    }
  }
}
