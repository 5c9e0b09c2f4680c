package dev.teambroker.server.audit;

import dev.teambroker.server.database.Login;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees for many requests in one round trip how rows stand: each row's place (ctid) and the
 * transaction that wrote it (xmin). Whoever writes a row by SQL changes both. One thread and one
 * connection; while it reads, the next batch gathers. What can't be seen is answered with nothing,
 * so that it is read.
 */
final class SightReader implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SightReader.class);
  private static final int LARGEST_BATCH = 256;
  private static final RowGroup.By[] ALL = RowGroup.By.values();
  private static final String LOOK =
      Arrays.stream(ALL)
          .map(
              by ->
                  "SELECT '%s', r.%s, r.ctid::text || r.xmin::text FROM broker.%s r WHERE r.%2$s = ANY (?)"
                      .formatted(by, by.column(), by.table()))
          .collect(Collectors.joining(" UNION ALL "));

  private final Login login;
  private final BlockingQueue<Look> queue = new ArrayBlockingQueue<>(4096);
  private final Thread thread;
  private volatile boolean closing;
  private @Nullable Connection connection;
  private @Nullable PreparedStatement look;

  private record Look(Set<RowGroup> groups, CompletableFuture<Map<RowGroup, String>> seen) {}

  SightReader(Login login) {
    this.login = login;
    this.thread = Thread.ofPlatform().name("sight-reader").daemon().start(this::run);
  }

  /** How each group stands from now on at the earliest; one without rows is empty. */
  CompletableFuture<Map<RowGroup, String>> see(Set<RowGroup> groups) {
    CompletableFuture<Map<RowGroup, String>> seen = new CompletableFuture<>();
    if (closing || !queue.offer(new Look(groups, seen))) {
      seen.complete(Map.of());
    }
    return seen;
  }

  private void run() {
    List<Look> batch = new ArrayList<>();
    while (!closing) {
      try {
        Look first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, LARGEST_BATCH - 1);
          Map<RowGroup, String> seen = seen(batch);
          batch.forEach(each -> each.seen().complete(seen));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        batch.forEach(each -> each.seen().complete(Map.of()));
        batch.clear();
      }
    }
    disconnect();
  }

  private Map<RowGroup, String> seen(List<Look> batch) {
    try {
      return read(batch);
    } catch (SQLException | RuntimeException e) {
      log.warn("rows can't be looked at, so they are read: {}", e.getMessage());
      disconnect();
      return Map.of();
    }
  }

  private Map<RowGroup, String> read(List<Look> batch) throws SQLException {
    Map<RowGroup, String> seen = new HashMap<>();
    Map<RowGroup.By, Set<String>> values = new EnumMap<>(RowGroup.By.class);
    for (Look each : batch) {
      for (RowGroup group : each.groups()) {
        if (seen.put(group, "") == null) {
          values.computeIfAbsent(group.by(), by -> new TreeSet<>()).add(group.value());
        }
      }
    }
    PreparedStatement statement = prepared();
    int place = 0;
    for (RowGroup.By by : ALL) {
      statement.setObject(++place, values.getOrDefault(by, Set.of()).toArray(String[]::new));
    }
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        seen.merge(
            new RowGroup(RowGroup.By.valueOf(rows.getString(1)), rows.getString(2)),
            rows.getString(3),
            String::concat);
      }
    }
    return seen;
  }

  private PreparedStatement prepared() throws SQLException {
    PreparedStatement ready = look;
    if (ready == null) {
      Connection open = login.connect(Duration.ofSeconds(5));
      connection = open;
      try (Statement statement = open.createStatement()) {
        // Else it would be planned anew each time, which costs more than it.
        statement.execute("SET plan_cache_mode = force_generic_plan");
      }
      ready = open.prepareStatement(LOOK);
      look = ready;
    }
    return ready;
  }

  private void disconnect() {
    Quietly.close(connection);
    connection = null;
    look = null;
  }

  @Override
  public void close() {
    closing = true;
    Quietly.awaitEnd(thread, Duration.ofSeconds(10));
  }
}
