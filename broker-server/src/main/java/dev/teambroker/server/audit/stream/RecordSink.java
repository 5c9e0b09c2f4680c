package dev.teambroker.server.audit.stream;

import java.io.IOException;
import java.util.List;

/** Where records are sent. Used by one thread at a time. */
interface RecordSink extends AutoCloseable {
  /**
   * Returns when the other side has taken all of them.
   *
   * @throws IOException if it may not have: they are sent again
   */
  void take(List<SentRecord> records) throws IOException;

  @Override
  default void close() throws IOException {}
}
