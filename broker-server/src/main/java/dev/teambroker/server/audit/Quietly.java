package dev.teambroker.server.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of what has a connection, or a thread, of its own: nobody is left to be told by then. */
final class Quietly {
  private static final Logger log = LoggerFactory.getLogger(Quietly.class);

  private Quietly() {}

  /** Closes the connection, if there is one. */
  static void close(@Nullable Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      log.debug("closing a broken connection failed", e);
    }
  }

  /** Waits for the thread's end, for so long at most. */
  static void awaitEnd(Thread thread, Duration longest) {
    try {
      thread.join(longest.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
