package dev.teambroker.server.audit.checkpoint;

import java.io.IOException;
import java.util.List;

/** Where checkpoints are kept, out of the reach of who owns the database. */
interface CheckpointSink {
  /** For messages. */
  String place();

  /** Whether what is kept can be had back; one that can't shows nothing at a start. */
  default boolean canBeRead() {
    return true;
  }

  /** The newest lines, the last one last; none where nothing was ever kept. */
  List<String> newest() throws IOException;

  /** Durable when it returns. */
  void keep(Checkpoint checkpoint) throws IOException;
}
