package dev.teambroker.server.audit.checkpoint;

import java.io.IOException;
import java.util.List;

/** Where checkpoints are kept, out of the reach of who owns the database. */
interface CheckpointSink {
  /** For messages. */
  String place();

  /** Whether there is none yet: nothing was ever written here. */
  boolean isNew() throws IOException;

  /** The newest lines, the last one last. */
  List<String> newest() throws IOException;

  /** Durable when it returns. */
  void append(String line) throws IOException;
}
