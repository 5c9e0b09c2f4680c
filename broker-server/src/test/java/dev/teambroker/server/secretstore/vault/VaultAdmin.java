package dev.teambroker.server.secretstore.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.secretstore.PrivateFile;
import dev.teambroker.server.web.TrustedAuthorities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Vault's operators do, over its API, with a token that may do everything. */
final class VaultAdmin {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final VaultUnderTest vault;
  private final HttpClient http;

  private VaultAdmin(VaultUnderTest vault) {
    this.vault = vault;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(TrustedAuthorities.of(vault.authorities(), "authorities"))
            .build();
  }

  static VaultAdmin of(VaultUnderTest vault) {
    return new VaultAdmin(vault);
  }

  /** With a token out of this file. */
  static VaultSettings token(VaultUnderTest vault, Path file) {
    return token(vault.address(), vault, file, TIMEOUT);
  }

  static VaultSettings token(
      URI address, VaultUnderTest vault, @Nullable Path file, Duration timeout) {
    return settings(address, vault.authorities(), file, null, null, timeout);
  }

  static VaultSettings appRole(
      VaultUnderTest vault, String roleId, Path secretIdFile, Duration timeout) {
    return settings(vault.address(), vault.authorities(), null, roleId, secretIdFile, timeout);
  }

  private static VaultSettings settings(
      URI address,
      @Nullable Path authorities,
      @Nullable Path token,
      @Nullable String roleId,
      @Nullable Path secretId,
      Duration timeout) {
    return new VaultSettings(
        address,
        null,
        authorities,
        null,
        null,
        roleId == null ? VaultSettings.Auth.TOKEN : VaultSettings.Auth.APPROLE,
        null,
        token,
        roleId,
        secretId,
        null,
        Path.of("/none"),
        timeout,
        8);
  }

  void mountsTransit() {
    call("POST", "sys/mounts/transit", Map.of("type", "transit"));
  }

  void enablesAppRole() {
    call("POST", "sys/auth/approle", Map.of("type", "approle"));
  }

  void makesKey(String name) {
    call("POST", "transit/keys/" + name, Map.of("type", "aes256-gcm96"));
  }

  void makesExportableKey(String name) {
    call("POST", "transit/keys/" + name, Map.of("type", "aes256-gcm96", "exportable", true));
  }

  void rotates(String name) {
    call("POST", "transit/keys/" + name + "/rotate", Map.of());
  }

  void opensFrom(String name, int version) {
    call("POST", "transit/keys/" + name + "/config", Map.of("min_decryption_version", version));
  }

  void deletes(String name) {
    call("POST", "transit/keys/" + name + "/config", Map.of("deletion_allowed", true));
    call("DELETE", "transit/keys/" + name, Map.of());
  }

  void writesPolicy(String name, String policy) {
    call("POST", "sys/policies/acl/" + name, Map.of("policy", policy));
  }

  /** A token with that policy alone, in a file. */
  Path token(String policy, String ttl, Path file) {
    JsonNode made =
        call("POST", "auth/token/create", Map.of("policies", List.of(policy), "ttl", ttl));
    return written(file, made.path("auth").path("client_token").asString());
  }

  void revokes(Path token) {
    try {
      call("POST", "auth/token/revoke", Map.of("token", Files.readString(token)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The role's id. */
  String appRole(String name, String policy) {
    call(
        "POST",
        "auth/approle/role/" + name,
        Map.of("token_policies", List.of(policy), "token_ttl", "1h", "token_max_ttl", "2h"));
    return call("GET", "auth/approle/role/" + name + "/role-id", Map.of())
        .path("data")
        .path("role_id")
        .asString();
  }

  /** A fresh secret id of the role, in a file. */
  Path secretId(String role, Path file) {
    JsonNode made = call("POST", "auth/approle/role/" + role + "/secret-id", Map.of());
    return written(file, made.path("data").path("secret_id").asString());
  }

  static Path written(Path file, String text) {
    try {
      Files.deleteIfExists(file);
      PrivateFile.make(file, text.getBytes(StandardCharsets.US_ASCII));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode call(String method, String path, Map<String, ?> input) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(vault.address().resolve("/v1/" + path))
              .timeout(TIMEOUT)
              .header("X-Vault-Token", Files.readString(vault.tokenFile()).strip());
      if (input.isEmpty()) {
        request.method(method, BodyPublishers.noBody());
      } else {
        request
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(JSON.writeValueAsString(input)));
      }
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      if (!answer.body().contains("path is already in use")) {
        assertThat(answer.statusCode())
            .as("%s %s: %s", method, path, answer.body())
            .isLessThan(300);
      }
      return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
