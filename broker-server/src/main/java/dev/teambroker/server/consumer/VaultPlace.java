package dev.teambroker.server.consumer;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.web.SecretBody;
import dev.teambroker.server.web.SecretFile;
import dev.teambroker.server.web.TrustedAuthorities;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A path of the configured Vault, in its engine KV version 2: each push is a new version there. */
@Component
class VaultPlace implements Place {
  private final CheckedCalls calls;
  private final VaultDestinations vault;

  VaultPlace(CheckedCalls calls, VaultDestinations vault) {
    this.calls = calls;
    this.vault = vault;
  }

  @Override
  public Destination.Kind kind() {
    return Destination.Kind.VAULT_KV;
  }

  @Override
  public Optional<Fault> fault(Destination destination) {
    if (vault.address() == null) {
      return Optional.of(
          new Fault(
              "kind", "a kind that is allowed; broker.rotation.consumers.vault.address is not"));
    }
    return Fault.unless(
        isListed(destination.place()),
        "destination",
        "a path at or beneath one of broker.rotation.consumers.vault.paths: "
            + (vault.paths().isEmpty() ? "none" : String.join(", ", vault.paths())));
  }

  private boolean isListed(String path) {
    return path.matches(FilePlace.PATH)
        && vault.paths().stream()
            .anyMatch(listed -> path.equals(listed) || path.startsWith(listed + "/"));
  }

  @Override
  public void push(Handover what) throws IOException {
    URI to =
        URI.create(String.valueOf(vault.address()))
            .resolve("/v1/" + vault.mount() + "/data/" + what.place());
    byte[] body = body(what);
    try (HttpsRequest request = new HttpsRequest("POST", to);
        Secret token = SecretFile.read(Path.of(String.valueOf(vault.tokenFile())))) {
      request
          .header("Content-Type", "application/json")
          .header("X-Vault-Request", "true")
          .header("X-Vault-Token", "", token);
      String namespace = vault.namespace();
      if (namespace != null) {
        request.header("X-Vault-Namespace", namespace);
      }
      calls.send(
          request,
          body,
          TrustedAuthorities.of(
              vault.authorityFile(), "broker.rotation.consumers.vault.authority-file"),
          what);
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private static byte[] body(Handover what) {
    try (SecretBody body = new SecretBody()) {
      return body.withObject(
              "data",
              data ->
                  data.with("access_key_id", what.accessKeyId())
                      .with("secret_access_key", what.secretAccessKey()))
          .bytes();
    }
  }
}
