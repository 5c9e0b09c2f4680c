package dev.teambroker.server.tls;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections whose peer doesn't come to the end of a request's header: in the TLS
 * handshake, after it, or byte by byte. Jetty's idle time begins anew with each byte, so it alone
 * would let them stay. A connection that waits for its next request is left to the idle time.
 */
final class HeaderDeadline extends AbstractLifeCycle implements Connection.Listener {
  private static final Duration LONGEST_ROUND = Duration.ofSeconds(1);
  private static final int ROUNDS = 10;

  private final Map<HttpConnection, Long> opened = new ConcurrentHashMap<>();
  private final Scheduler scheduler;
  private final long deadline;
  private final Duration round;

  HeaderDeadline(Scheduler scheduler, Duration deadline) {
    this.scheduler = scheduler;
    this.deadline = deadline.toNanos();
    Duration part = deadline.dividedBy(ROUNDS);
    this.round = part.compareTo(LONGEST_ROUND) < 0 ? part : LONGEST_ROUND;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof HttpConnection http) {
      opened.put(http, System.nanoTime());
    }
  }

  @Override
  public void onClosed(Connection connection) {
    if (connection instanceof HttpConnection http) {
      opened.remove(http);
    }
  }

  @Override
  protected void doStart() {
    scheduleRound();
  }

  private void scheduleRound() {
    scheduler.schedule(this::closeTheLate, round.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void closeTheLate() {
    if (isRunning()) {
      long now = System.nanoTime();
      opened.forEach(
          (connection, since) -> {
            if (isLate(connection, since, now)) {
              connection.getEndPoint().close();
            }
          });
      scheduleRound();
    }
  }

  private boolean isLate(HttpConnection connection, long since, long now) {
    HttpParser parser = connection.getParser();
    if (!parser.inHeaderState()) {
      return false;
    }
    if (parser.isStart()) {
      return connection.getMessagesIn() == 0 && now - since > deadline;
    }
    return now - parser.getBeginNanoTime() > deadline;
  }
}
