package dev.teambroker.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.audit.checkpoint.TestCheckpointKey;
import dev.teambroker.server.audit.snapshot.MeasuredSnapshot;
import dev.teambroker.server.database.TestDatabase;
import java.io.PrintStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * What the index costs at 10,000 members and a million records: {@code BROKER_INDEX_COST=1 ./broker
 * test}. Prints its figures.
 */
@EnabledIfEnvironmentVariable(named = "BROKER_INDEX_COST", matches = "1")
class IndexCostTest {
  private static final int RECORDS = 1_000_000;

  /** A member, a device, a factor, a sign-in and a grant each. */
  private static final int ROWS = 50_000;

  private static final PrintStream OUT = System.out;

  @Test
  void isMeasured() {
    try (TestDatabase database = TestDatabase.fresh();
        TestTrail audit = TestTrail.on(database)) {
      generate(database);
      long fold = millis(() -> audit.index().refresh());
      assertThat(audit.index().rows().size()).isEqualTo(ROWS);
      OUT.printf("fold of %,d records: %,d ms%n", RECORDS, fold);

      MeasuredSnapshot snapshot = new MeasuredSnapshot(database.jdbc(), new TestCheckpointKey());
      long taken = millis(() -> snapshot.take(audit.index()));
      OUT.printf("snapshot of %,d rows: %,d ms, %,d bytes%n", ROWS, taken, snapshot.bytes());
      for (int i = 0; i < 1000; i++) {
        audit.trail().record(AuditEvent.of("test.after"));
      }
      long begun = millis(() -> snapshot.begin(audit.index()));
      assertThat(audit.index().rows().size()).isEqualTo(ROWS);
      OUT.printf("start from the snapshot, and 1,000 records: %,d ms%n", begun);

      perRequest(audit);
    }
  }

  private static void perRequest(TestTrail audit) {
    int requests = 2000;
    long[] nanos = new long[requests];
    for (int i = 0; i < requests; i++) {
      Recorded requested = audit.trail().record(AuditEvent.of("test.requested"));
      long begin = System.nanoTime();
      audit.rows().upTo(requested);
      audit.index().rows().latest(RowKind.MEMBER, "member-" + i);
      nanos[i] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    OUT.printf(
        "a request, alone: p50 %.1f µs, p99 %.1f µs%n",
        nanos[requests / 2] / 1e3, nanos[requests * 99 / 100] / 1e3);
  }

  private static long millis(Runnable what) {
    long begin = System.nanoTime();
    what.run();
    return (System.nanoTime() - begin) / 1_000_000;
  }

  /** The chain as the function makes it, in one go. */
  private static void generate(TestDatabase database) {
    database
        .ownersJdbc()
        .sql(
            """
            DO $$
            DECLARE
              h bytea := decode(repeat('00', 32), 'hex');
              b text;
              kinds text[] := '{member,device,factor,sign-in,grant}';
              k text;
            BEGIN
              FOR n IN 1 .. %d LOOP
                IF n <= %d THEN
                  k := kinds[1 + (n - 1) / 10000];
                  b := '{"at":"2026-01-01T00:00:00Z","action":"test.changed","changes":[{"kind":"' || k
                    || '","id":"' || k || '-' || (n - 1) %% 10000 || '","version":1,"mac":"'
                    || encode(sha256(int8send(n)), 'hex') || '","removed":false}]}';
                ELSE
                  b := '{"at":"2026-01-01T00:00:00Z","action":"session.issued","requestId":"'
                    || md5(n::text) || '","source":"192.0.2.1","member":{"id":"member-1","name":'
                    || '"anna"},"device":{"id":"device-1","name":"laptop"},"attributes":{"kind":'
                    || '"role","sharedUser":"deploy","accessKeyId":"ASIA' || upper(md5(n::text))
                    || '"}}';
                END IF;
                h := sha256(h || int8send(1) || int8send(n) || convert_to(b, 'UTF8'));
                INSERT INTO broker.audit_record (epoch, number, body, hash) VALUES (1, n, b, h);
              END LOOP;
              UPDATE broker.audit_head SET number = %d, hash = h;
            END $$
            """
                .formatted(RECORDS, ROWS, RECORDS))
        .update();
  }
}
