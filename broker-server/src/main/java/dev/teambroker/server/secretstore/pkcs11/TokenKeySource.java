package dev.teambroker.server.secretstore.pkcs11;

import dev.teambroker.server.secretstore.KeyEncryptionKey;
import dev.teambroker.server.secretstore.KeySource;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import java.util.List;
import java.util.Optional;

/** A key in a token: made in a ceremony, never by a start. */
final class TokenKeySource implements KeySource {
  private final Pkcs11Uri address;
  private final TokenKey key;
  private final TokenCeremony ceremony;

  TokenKeySource(Pkcs11Uri address, TokenKey key, TokenCeremony ceremony) {
    this.address = address;
    this.key = key;
    this.ceremony = ceremony;
  }

  @Override
  public Optional<KeyEncryptionKey> find() {
    key.check();
    return Optional.of(key);
  }

  @Override
  public KeyEncryptionKey make() {
    throw new SecretStoreUnavailable(place() + " is not there: " + remedy());
  }

  @Override
  public List<String> create() {
    return ceremony.create();
  }

  @Override
  public void destroy() {
    ceremony.destroy();
  }

  @Override
  public Optional<KeyEncryptionKey> later() {
    return Optional.of(key);
  }

  @Override
  public String place() {
    return "the key " + address.object() + " of " + address.place();
  }

  @Override
  public String remedy() {
    return "bring the token back, or restore it from the backup of its key ceremony";
  }
}
