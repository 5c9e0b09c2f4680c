package dev.teambroker.server.secretstore.pkcs11;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.audit.CheckpointSigner;
import dev.teambroker.server.secretstore.Deadline;
import dev.teambroker.server.secretstore.KeyBackend;
import dev.teambroker.server.secretstore.KeySource;
import dev.teambroker.server.secretstore.PrivateFile;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import dev.teambroker.server.secretstore.SigningKeySource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** {@code pkcs11:token=LABEL;object=KEY}: keys in the tokens of a PKCS#11 module. */
@Component
class Pkcs11Backend implements KeyBackend {
  static final String PIN_VARIABLE = "BROKER_PKCS11_PIN";

  private final Pkcs11Settings settings;
  private final Map<String, String> environment;
  private final Map<Path, Cryptoki> modules = new ConcurrentHashMap<>();
  private final Map<String, TokenLogin> logins = new ConcurrentHashMap<>();

  @Autowired
  Pkcs11Backend(Pkcs11Settings settings) {
    this(settings, System.getenv());
  }

  Pkcs11Backend(Pkcs11Settings settings, Map<String, String> environment) {
    this.settings = settings;
    this.environment = environment;
  }

  @Override
  public String scheme() {
    return Pkcs11Uri.SCHEME;
  }

  @Override
  public KeySource source(String name) {
    Pkcs11Uri uri = Pkcs11Uri.of(name);
    Path library = library(uri);
    TokenConnection.Module module = () -> load(library);
    TokenLogin login = login(uri, library);
    var connection =
        new TokenConnection(module, uri, new WrappingObject(uri), login, settings.timeout());
    var deadline = new Deadline(uri.place(), settings.sessions(), settings.timeout());
    return new TokenKeySource(
        uri,
        new TokenKey(uri.keyId(), connection, deadline),
        new TokenCeremony(module, uri, login));
  }

  @Override
  public boolean isSigning() {
    return true;
  }

  @Override
  public SigningKeySource signing(String name) {
    Pkcs11Uri uri = Pkcs11Uri.of(name);
    Path library = library(uri);
    TokenConnection.Module module = () -> load(library);
    TokenLogin login = login(uri, library);
    SigningObject object = new SigningObject(uri);
    var connection = new TokenConnection(module, uri, object, login, settings.timeout());
    var deadline = new Deadline(uri.place(), 1, settings.timeout());
    TokenCeremony ceremony = new TokenCeremony(module, uri, login);
    return new SigningKeySource() {
      @Override
      public CheckpointSigner find() {
        TokenSigner signer = new TokenSigner(object, connection, deadline);
        signer.publicKey();
        return signer;
      }

      @Override
      public List<String> create() {
        return ceremony.createSigningKey();
      }
    };
  }

  private Path library(Pkcs11Uri uri) {
    Path library = uri.library() == null ? settings.library() : uri.library();
    if (library == null) {
      throw new IllegalArgumentException(
          "broker.secret-store.pkcs11.library takes the module of the token's vendor, and isn't set");
    }
    return library.toAbsolutePath();
  }

  /** One a token, so that keys in the same one don't each try a wrong PIN. */
  private TokenLogin login(Pkcs11Uri uri, Path library) {
    Path file = uri.pinFile() == null ? settings.pinFile() : uri.pinFile();
    return logins.computeIfAbsent(
        library + " " + uri.place(), token -> new TokenLogin(() -> pin(file), uri.place()));
  }

  private Secret pin(@Nullable Path file) {
    if (file != null) {
      return PrivateFile.readSecret(file);
    }
    String variable = environment.get(PIN_VARIABLE);
    if (variable == null || variable.isEmpty()) {
      throw new SecretStoreUnavailable(
          "the token's PIN is missing: set broker.secret-store.pkcs11.pin-file, or "
              + PIN_VARIABLE);
    }
    return Secret.of(variable);
  }

  private synchronized Cryptoki load(Path library) throws CryptokiError {
    Cryptoki loaded = modules.get(library);
    if (loaded == null) {
      if (!Files.isReadable(library)) {
        throw new SecretStoreUnavailable(
            "the PKCS#11 module %s can't be read (broker.secret-store.pkcs11.library)"
                .formatted(library));
      }
      try {
        loaded = new NativeCryptoki(library);
      } catch (IllegalArgumentException e) {
        throw new SecretStoreUnavailable(library + " can't be loaded as a PKCS#11 module", e);
      }
      modules.put(library, loaded);
    }
    return loaded;
  }
}
