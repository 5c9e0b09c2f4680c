package dev.teambroker.server.tls;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.secretstore.Binding;
import dev.teambroker.server.secretstore.SealedRecords.SealedRecord;
import dev.teambroker.server.secretstore.SealedSecret;
import dev.teambroker.server.secretstore.SecretStore;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The broker's CA in the database: its certificate, and its key sealed. */
final class Authorities {
  private static final long LOCK = 0x62726f6b65720202L;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final SecretStore store;
  private final Consumer<AuditEvent> trail;
  private final InstantSource clock;

  Authorities(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      SecretStore store,
      Consumer<AuditEvent> trail,
      InstantSource clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.store = store;
    this.trail = trail;
    this.clock = clock;
  }

  /** The CA as it is stored. */
  static final class Stored {
    private final CertificateAuthority authority;
    private final SealedSecret sealedKey;

    private Stored(CertificateAuthority authority, SealedSecret sealedKey) {
      this.authority = authority;
      this.sealedKey = sealedKey;
    }

    CertificateAuthority authority() {
      return authority;
    }
  }

  /** The one CA of all replicas: found, or made by whoever comes first. */
  Stored findOrMake() {
    return find().orElseGet(this::make);
  }

  /** The CA's private key; the caller closes it. */
  Secret keyOf(Stored stored) {
    return store.unseal(stored.sealedKey, binding(stored.authority));
  }

  private Stored make() {
    CertificateAuthority.make(
        clock.instant(),
        (authority, key) -> addFirst(new Stored(authority, store.seal(key, binding(authority)))));
    return find().orElseThrow();
  }

  private void addFirst(Stored made) {
    transactions.executeWithoutResult(
        status -> {
          jdbc.sql("SELECT pg_advisory_xact_lock(:lock)")
              .param("lock", LOCK)
              .query((row, number) -> number)
              .list();
          if (find().isEmpty()) {
            insert(made);
            trail.accept(AuditEvent.of("tls.authority-made").with("pin", made.authority.pin()));
          }
        });
  }

  private void insert(Stored made) {
    try {
      jdbc.sql(
              """
              INSERT INTO broker.tls_authority (number, certificate, sealed_key)
              VALUES (1, :certificate, :sealedKey)
              """)
          .param("certificate", made.authority.certificate().getEncoded())
          .param("sealedKey", made.sealedKey.envelope())
          .update();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The CA's key, for moving it under other key-encryption keys. */
  Optional<SealedRecord> sealed() {
    return find().map(stored -> new SealedRecord(binding(stored.authority), stored.sealedKey));
  }

  /** False when it is another one by now. */
  boolean replace(SealedRecord was, SealedSecret rewrapped) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              int changed =
                  jdbc.sql(
                          """
                          UPDATE broker.tls_authority SET sealed_key = :next
                          WHERE sealed_key = :was
                          """)
                      .param("next", rewrapped.envelope())
                      .param("was", was.sealed().envelope())
                      .update();
              if (changed == 1) {
                trail.accept(
                    AuditEvent.of("secret.rewrapped")
                        .with("kind", was.binding().kind())
                        .with("keyId", was.binding().keyId()));
              }
              return changed == 1;
            }));
  }

  private Optional<Stored> find() {
    return jdbc.sql(
            """
            SELECT certificate, sealed_key FROM broker.tls_authority
            ORDER BY number DESC LIMIT 1
            """)
        .query((row, number) -> stored(row))
        .optional();
  }

  private static Stored stored(ResultSet row) throws SQLException {
    try {
      var certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(row.getBytes("certificate")));
      return new Stored(
          new CertificateAuthority(certificate), new SealedSecret(row.getBytes("sealed_key")));
    } catch (CertificateException e) {
      throw new SQLException("the CA's certificate in broker.tls_authority was altered", e);
    }
  }

  private static Binding binding(CertificateAuthority authority) {
    return new Binding("tls-authority", "1", "broker", authority.pin(), 1);
  }
}
