package dev.teambroker.server.consumer;

import dev.teambroker.server.web.SettingCheck;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The Kubernetes cluster in which consumers have their keys as Secrets.
 *
 * @param address of its API, such as https://kubernetes.default.svc; not set: none
 * @param namespaces in which Secrets may be written
 * @param tokenFile holds the bearer token to write with, read anew for each push
 * @param authorityFile PEM certificates of the CAs that its certificate may come from, in place of
 *     the JDK's
 */
@ConfigurationProperties("broker.rotation.consumers.kubernetes")
record KubernetesDestinations(
    @Nullable URI address,
    @DefaultValue List<String> namespaces,
    @DefaultValue("/var/run/secrets/kubernetes.io/serviceaccount/token") Path tokenFile,
    @Nullable Path authorityFile) {
  /** As RFC 1123 has labels. */
  static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  KubernetesDestinations {
    namespaces = List.copyOf(namespaces);
    SettingCheck.of("broker.rotation.consumers.kubernetes")
        .that(
            address == null || VaultDestinations.isTaken(address),
            "address",
            "an https address without a path, such as https://kubernetes.default.svc")
        .that(
            namespaces.stream().allMatch(name -> name.matches(LABEL)),
            "namespaces",
            "names of namespaces");
  }
}
