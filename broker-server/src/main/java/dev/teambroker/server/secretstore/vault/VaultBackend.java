package dev.teambroker.server.secretstore.vault;

import dev.teambroker.server.secretstore.KeyBackend;
import dev.teambroker.server.secretstore.KeySource;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** {@code vault:MOUNT/KEY}: keys of the Transit engine of Vault or OpenBao. */
@Component
class VaultBackend implements KeyBackend {
  private final VaultSettings settings;
  private final Map<String, String> environment;
  private final InstantSource clock;
  private @Nullable VaultConnection connection;

  @Autowired
  VaultBackend(VaultSettings settings, InstantSource clock) {
    this(settings, System.getenv(), clock);
  }

  VaultBackend(VaultSettings settings, Map<String, String> environment, InstantSource clock) {
    this.settings = settings;
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public String scheme() {
    return TransitName.SCHEME;
  }

  @Override
  public KeySource source(String name) {
    TransitName key = TransitName.of(name);
    VaultConnection vault = connection();
    return new TransitKeySource(key, vault, new TransitKey(key, settings.namespace(), vault));
  }

  /** One login for all keys. */
  private synchronized VaultConnection connection() {
    VaultConnection made = connection;
    if (made == null) {
      URI address = settings.address();
      if (address == null) {
        throw new IllegalArgumentException(
            "broker.secret-store.vault.address takes the address of Vault, and isn't set");
      }
      VaultHttp http = new VaultHttp(address, settings.namespace(), new VaultTls(settings));
      VaultLogin login = VaultLogin.of(settings, environment);
      made =
          new VaultConnection(
              http, new VaultSession(http, login, clock), settings.timeout(), settings.calls());
      connection = made;
    }
    return made;
  }
}
