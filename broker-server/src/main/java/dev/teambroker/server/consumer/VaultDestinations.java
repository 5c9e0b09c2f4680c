package dev.teambroker.server.consumer;

import dev.teambroker.server.web.SettingCheck;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The Vault or OpenBao that consumers read their keys from: an engine of KV version 2.
 *
 * @param address such as https://vault.example.com:8200; not set: none
 * @param namespace the namespace in which the engine is
 * @param mount where the engine is mounted
 * @param paths keys may be written at and beneath these paths, such as {@code apps/ci}
 * @param tokenFile holds the token to write with, read anew for each push
 * @param authorityFile PEM certificates of the CAs that its certificate may come from, in place of
 *     the JDK's
 */
@ConfigurationProperties("broker.rotation.consumers.vault")
record VaultDestinations(
    @Nullable URI address,
    @Nullable String namespace,
    @DefaultValue("secret") String mount,
    @DefaultValue List<String> paths,
    @Nullable Path tokenFile,
    @Nullable Path authorityFile) {
  VaultDestinations {
    paths = List.copyOf(paths);
    SettingCheck.of("broker.rotation.consumers.vault")
        .that(
            address == null || isTaken(address),
            "address",
            "an https address without a path, such as https://vault.example.com:8200")
        .that(
            address == null || tokenFile != null,
            "token-file",
            "a file with the token to write with")
        .that(mount.matches(FilePlace.PATH), "mount", "a path such as secret")
        .that(
            namespace == null || namespace.matches(FilePlace.PATH),
            "namespace",
            "a path such as team/a")
        .that(
            paths.stream().allMatch(path -> path.matches(FilePlace.PATH)),
            "paths",
            "paths such as apps/ci");
  }

  /** An https address of a host alone. */
  static boolean isTaken(URI address) {
    String path = address.getPath();
    return "https".equals(address.getScheme())
        && address.getHost() != null
        && address.getRawUserInfo() == null
        && (path == null || path.isEmpty() || path.equals("/"))
        && address.getQuery() == null;
  }
}
