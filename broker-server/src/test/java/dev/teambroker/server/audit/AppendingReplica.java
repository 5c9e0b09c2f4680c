package dev.teambroker.server.audit;

import com.zaxxer.hikari.HikariDataSource;
import dev.teambroker.server.database.Login;
import dev.teambroker.server.database.Postgres;
import dev.teambroker.server.database.TestServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A replica's audit feature as a process: what {@link TwoReplicasAppendTest} runs twice. */
final class AppendingReplica {
  private static final int CALLERS = 250;

  private AppendingReplica() {}

  public static void main(String[] arguments) throws InterruptedException {
    Login login = new Login(arguments[0], arguments[1], Path.of(arguments[2]));
    int each = Integer.parseInt(arguments[3]) / CALLERS;
    try (HikariDataSource pool = TestServer.pool(login)) {
      Postgres postgres = TestServer.postgres(login);
      SimpleMeterRegistry metrics = new SimpleMeterRegistry();
      AuditTrail trail =
          new AuditTrail(
              pool,
              postgres,
              InstantSource.system(),
              TestTrail.PATIENT,
              new TrailIndex(pool, postgres, metrics, index -> {}),
              metrics);
      long begun = System.nanoTime();
      List<Thread> callers = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        callers.add(Thread.startVirtualThread(() -> append(trail, each)));
      }
      for (Thread caller : callers) {
        caller.join();
      }
      long millis = (System.nanoTime() - begun) / 1_000_000;
      System.out.println(
          "DONE %d records in %d ms, %.0f a batch"
              .formatted(each * CALLERS, millis, metrics.summary("broker.audit.batch").mean()));
      trail.close();
    }
  }

  private static void append(AuditTrail trail, int count) {
    for (int i = 0; i < count; i++) {
      trail.record(AuditEvent.of("session.requested").with("shared-user", "deploy").with("i", i));
    }
  }
}
