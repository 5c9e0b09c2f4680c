package dev.teambroker.server.secretstore.vault;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.secretstore.PrivateFile;
import dev.teambroker.server.secretstore.SecretStoreUnavailable;
import dev.teambroker.server.web.SecretBody;
import dev.teambroker.server.web.SecretFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One way to a token. What proves who the broker is, is read anew for each login. */
sealed interface VaultLogin {
  String TOKEN_VARIABLE = "BROKER_VAULT_TOKEN";
  String SECRET_ID_VARIABLE = "BROKER_VAULT_SECRET_ID";

  /**
   * What the broker shows; the caller closes it.
   *
   * @throws SecretStoreUnavailable when it isn't there
   */
  Secret proof();

  /** Asks Vault, which tells of a token in {@code auth}, or of the given one in {@code data}. */
  VaultAnswer ask(VaultHttp http, Secret proof, Duration timeout);

  /** For messages: what Vault refuses, and where it comes from. */
  String name();

  static VaultLogin of(VaultSettings settings, Map<String, String> environment) {
    String mount = settings.authMount();
    return switch (settings.auth()) {
      case TOKEN ->
          new Given(() -> read(settings.tokenFile(), environment, TOKEN_VARIABLE, "token-file"));
      case APPROLE ->
          new AppRole(
              mount == null ? "approle" : mount,
              String.valueOf(settings.roleId()),
              () ->
                  read(settings.secretIdFile(), environment, SECRET_ID_VARIABLE, "secret-id-file"));
      case KUBERNETES ->
          new Kubernetes(
              mount == null ? "kubernetes" : mount,
              String.valueOf(settings.role()),
              settings.serviceAccountTokenFile());
    };
  }

  private static Secret read(
      @Nullable Path file, Map<String, String> environment, String variable, String property) {
    if (file != null) {
      return PrivateFile.readSecret(file);
    }
    String value = environment.get(variable);
    if (value == null || value.isBlank()) {
      throw new SecretStoreUnavailable(
          "what the broker logs in to Vault with is missing: set broker.secret-store.vault."
              + property
              + ", or "
              + variable);
    }
    return Secret.of(value.strip());
  }

  /** Reads what proves who the broker is. */
  @FunctionalInterface
  interface Proof {
    Secret read();
  }

  /** A token that somebody else made, such as an agent that renews it in its file. */
  record Given(Proof source) implements VaultLogin {
    @Override
    public Secret proof() {
      return source.read();
    }

    @Override
    public VaultAnswer ask(VaultHttp http, Secret proof, Duration timeout) {
      return http.get("auth/token/lookup-self", proof, timeout);
    }

    @Override
    public String name() {
      return "the broker's token";
    }
  }

  /** AppRole. */
  record AppRole(String mount, String roleId, Proof source) implements VaultLogin {
    @Override
    public Secret proof() {
      return source.read();
    }

    @Override
    public VaultAnswer ask(VaultHttp http, Secret proof, Duration timeout) {
      try (SecretBody body = new SecretBody().with("role_id", roleId).with("secret_id", proof)) {
        return http.post("auth/" + mount + "/login", null, body, timeout);
      }
    }

    @Override
    public String name() {
      return "the AppRole's secret id";
    }
  }

  /** A pod's service account. */
  record Kubernetes(String mount, String role, Path tokenFile) implements VaultLogin {
    @Override
    public Secret proof() {
      try {
        return SecretFile.read(tokenFile);
      } catch (IOException e) {
        throw new SecretStoreUnavailable(
            tokenFile + " can't be read (broker.secret-store.vault.service-account-token-file)", e);
      }
    }

    @Override
    public VaultAnswer ask(VaultHttp http, Secret proof, Duration timeout) {
      try (SecretBody body = new SecretBody().with("role", role).with("jwt", proof)) {
        return http.post("auth/" + mount + "/login", null, body, timeout);
      }
    }

    @Override
    public String name() {
      return "the pod's service account token";
    }
  }
}
