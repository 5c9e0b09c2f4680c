package dev.teambroker.server.secretstore;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The broker's own sealed keys: the canary, and the keys of rows' MACs and of checkpoints. */
final class StoreKeys {
  private static final long LOCK = 0x62726f6b65720201L;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;

  StoreKeys(JdbcClient jdbc, TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  Optional<SealedSecret> find(String name) {
    return jdbc.sql("SELECT sealed FROM broker.secret_store_key WHERE name = :name")
        .param("name", name)
        .query((row, number) -> new SealedSecret(row.getBytes("sealed")))
        .optional();
  }

  /** By name. */
  SortedMap<String, SealedSecret> all() {
    SortedMap<String, SealedSecret> all = new TreeMap<>();
    jdbc.sql("SELECT name, sealed FROM broker.secret_store_key")
        .query(
            row -> {
              all.put(row.getString("name"), new SealedSecret(row.getBytes("sealed")));
            });
    return all;
  }

  /** With what {@code told} writes, in one commit; false when it is another one by now. */
  boolean replace(String name, SealedSecret was, SealedSecret rewrapped, Runnable told) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              int changed =
                  jdbc.sql(
                          """
                          UPDATE broker.secret_store_key SET sealed = :next
                          WHERE name = :name AND sealed = :was
                          """)
                      .param("name", name)
                      .param("next", rewrapped.envelope())
                      .param("was", was.envelope())
                      .update();
              if (changed == 1) {
                told.run();
              }
              return changed == 1;
            }));
  }

  /** Whether the trail has never recorded anything: then nothing can have been sealed either. */
  boolean isDatabaseEmpty() {
    return jdbc.sql(
            """
            SELECT epoch = 1 AND number = 0
              AND NOT EXISTS (SELECT 1 FROM broker.audit_record)
              AND NOT EXISTS (SELECT 1 FROM broker.secret_store_key)
            FROM broker.audit_head
            """)
        .query(Boolean.class)
        .single();
  }

  /** Stores them all, unless another replica did so before. */
  void addFirst(Map<String, SealedSecret> keys) {
    transactions.executeWithoutResult(
        status -> {
          jdbc.sql("SELECT pg_advisory_xact_lock(:lock)")
              .param("lock", LOCK)
              .query((row, number) -> number)
              .list();
          if (isDatabaseEmpty()) {
            keys.forEach(this::addMissing);
          }
        });
  }

  /** Stores it, unless another replica did so before. */
  void addMissing(String name, SealedSecret sealed) {
    jdbc.sql(
            """
            INSERT INTO broker.secret_store_key (name, sealed) VALUES (:name, :sealed)
            ON CONFLICT (name) DO NOTHING
            """)
        .param("name", name)
        .param("sealed", sealed.envelope())
        .update();
  }
}
