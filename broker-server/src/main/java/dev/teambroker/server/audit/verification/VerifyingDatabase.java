package dev.teambroker.server.audit.verification;

import dev.teambroker.server.audit.AuthenticatedRows;
import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.RowMac;
import dev.teambroker.server.audit.TrailReader;
import dev.teambroker.server.audit.checkpoint.SignedCheckpoints;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
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

  public VerifyingDatabase(
      DataSource dataSource,
      PlatformTransactionManager transactions,
      RowMac mac,
      List<AuthenticatedRows> features) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.snapshot = new TransactionTemplate(transactions);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.snapshot.setReadOnly(true);
    this.mac = mac;
    this.features = features;
  }

  public AuditReport verify() {
    return verify(SignedCheckpoints.NONE);
  }

  /** The same, and whether it is the trail that these checkpoints were kept of. */
  AuditReport verify(SignedCheckpoints checkpoints) {
    return Objects.requireNonNull(snapshot.execute(status -> inSnapshot(checkpoints)));
  }

  private AuditReport inSnapshot(SignedCheckpoints checkpoints) {
    ConnectionCallback<ChainVerification> reading = connection -> chain(connection, checkpoints);
    ChainVerification chain = Objects.requireNonNull(jdbc.execute(reading));
    RowVerification rows = new RowVerification(chain.rows(), mac);
    features.forEach(rows::check);

    List<String> faults = new ArrayList<>();
    chain.fault().ifPresent(faults::add);
    faults.addAll(chain.changeFaults());
    faults.addAll(chain.checkpoints().faults());
    faults.addAll(rows.faults());
    List<String> lines = new ArrayList<>(VerifyingExports.summary(chain));
    lines.add("deciding rows: " + rows.count());
    lines.addAll(chain.checkpoints().lines());
    return new AuditReport(lines, faults);
  }

  private static ChainVerification chain(Connection connection, SignedCheckpoints checkpoints)
      throws SQLException {
    ChainVerification chain = new ChainVerification(checkpoints);
    try (PreparedStatement query = connection.prepareStatement(RECORDS)) {
      query.setFetchSize(5000);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          if (chain.records() == 0 && rows.getLong("number") > 1) {
            chain.fail("record 1 is missing: the trail begins with " + rows.getLong("number"));
          }
          chain.next(TrailReader.line(rows));
        }
      }
    }
    checkHead(connection, chain);
    return chain;
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
