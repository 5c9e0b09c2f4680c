package dev.teambroker.server.secretstore;

import dev.teambroker.protocol.Secret;

/** A key whose backend can be taken away. */
final class FlakyKey implements KeyEncryptionKey {
  private final KeyEncryptionKey key;
  private boolean reachable = true;

  FlakyKey(KeyEncryptionKey key) {
    this.key = key;
  }

  void bringBack() {
    reachable = true;
  }

  void takeAway() {
    reachable = false;
  }

  @Override
  public String id() {
    return key.id();
  }

  @Override
  public byte[] wrap(Secret dataKey, byte[] context) {
    check();
    return key.wrap(dataKey, context);
  }

  @Override
  public Secret unwrap(byte[] wrapped, byte[] context) {
    check();
    return key.unwrap(wrapped, context);
  }

  private void check() {
    if (!reachable) {
      throw new SecretStoreUnavailable("the token is gone");
    }
  }
}
