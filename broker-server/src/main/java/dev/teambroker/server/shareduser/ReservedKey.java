package dev.teambroker.server.shareduser;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.secretstore.ReservedSeal;
import dev.teambroker.server.secretstore.SealedSecret;

/** A place for a key that AWS is about to make, its data key ready. Of one thread. */
public final class ReservedKey implements AutoCloseable {
  private final String rowId;
  private final ReservedSeal seal;

  ReservedKey(String rowId, ReservedSeal seal) {
    this.rowId = rowId;
    this.seal = seal;
  }

  /** Of the row that the key will have; random. */
  public String rowId() {
    return rowId;
  }

  SealedSecret seal(Secret secret) {
    return seal.seal(secret);
  }

  @Override
  public void close() {
    seal.close();
  }
}
