package dev.teambroker.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.ee11.servlet.ServletApiRequest;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/**
 * How long a body is waited for, however its bytes come in. Jetty's idle time begins anew with each
 * byte, so it is set to what is left before each read.
 */
final class Patience {
  private final long end;
  private final @Nullable EndPoint connection;
  private final long usual;

  private Patience(long end, @Nullable EndPoint connection) {
    this.end = end;
    this.connection = connection;
    this.usual = connection == null ? 0 : connection.getIdleTimeout();
  }

  static Patience with(HttpServletRequest request, Duration deadline) {
    return new Patience(System.nanoTime() + deadline.toNanos(), connectionOf(request));
  }

  private static @Nullable EndPoint connectionOf(HttpServletRequest request) {
    return request instanceof ServletApiRequest jetty
        ? jetty.getRequest().getConnectionMetaData().getConnection().getEndPoint()
        : null;
  }

  /**
   * @throws TimeoutException when the time is over
   */
  void check() throws TimeoutException {
    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    if (left <= 0) {
      throw new TimeoutException();
    }
    if (connection != null) {
      connection.setIdleTimeout(Math.min(left, usual));
    }
  }

  void end() {
    if (connection != null) {
      connection.setIdleTimeout(usual);
    }
  }
}
