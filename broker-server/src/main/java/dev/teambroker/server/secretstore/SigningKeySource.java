package dev.teambroker.server.secretstore;

import dev.teambroker.server.audit.CheckpointSigner;
import java.util.List;

/** Where a key that signs checkpoints comes from, other than the database. */
public interface SigningKeySource {
  /**
   * The key, which can be used.
   *
   * @throws SecretStoreUnavailable when it can't
   */
  CheckpointSigner find();

  /**
   * Makes one in a ceremony; never over one that is there.
   *
   * @return what to write down, a line each
   */
  List<String> create();
}
