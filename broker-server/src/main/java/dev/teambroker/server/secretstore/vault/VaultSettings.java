package dev.teambroker.server.secretstore.vault;

import dev.teambroker.server.web.SettingCheck;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Keys in the Transit engine of Vault or OpenBao; which ones says {@code broker.secret-store.keys}.
 *
 * @param address such as https://vault.example.com:8200; http of this machine alone
 * @param namespace the namespace in which engine and login are
 * @param auth how the broker logs in: token, approle or kubernetes
 * @param authoritiesFile the CAs whose certificates are accepted, in PEM; default: the JDK's
 * @param certificateFile the broker's own certificate for mutual TLS, in PEM
 * @param privateKeyFile its private key, in PEM, in a file that nobody else may read
 * @param authMount where that login is mounted; default: its own name
 * @param tokenFile for token: a file with it that nobody else may read, read anew when it is
 *     refused; without one the variable BROKER_VAULT_TOKEN holds it
 * @param role for kubernetes
 * @param roleId for approle
 * @param secretIdFile for approle: a file with the secret id that nobody else may read; without one
 *     the variable BROKER_VAULT_SECRET_ID holds it
 * @param serviceAccountTokenFile for kubernetes: the pod's token
 * @param timeout how long a request waits for Vault, login and repeats included
 * @param calls how many run at once at most
 */
@ConfigurationProperties("broker.secret-store.vault")
record VaultSettings(
    @Nullable URI address,
    @Nullable String namespace,
    @Nullable Path authoritiesFile,
    @Nullable Path certificateFile,
    @Nullable Path privateKeyFile,
    @DefaultValue("token") Auth auth,
    @Nullable String authMount,
    @Nullable Path tokenFile,
    @Nullable String roleId,
    @Nullable Path secretIdFile,
    @Nullable String role,
    @DefaultValue("/var/run/secrets/kubernetes.io/serviceaccount/token")
        Path serviceAccountTokenFile,
    @DefaultValue("4s") Duration timeout,
    @DefaultValue("64") int calls) {
  private static final int MOST = 1_024;
  private static final String PATH = "[A-Za-z0-9_-][A-Za-z0-9._/-]*";
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  /** How the broker logs in. */
  enum Auth {
    TOKEN,
    APPROLE,
    KUBERNETES
  }

  VaultSettings {
    SettingCheck.of("broker.secret-store.vault")
        .that(
            address == null || isTaken(address),
            "address",
            "an https address without a path, such as https://vault.example.com:8200")
        .that(namespace == null || namespace.matches(PATH), "namespace", "a path such as team/a")
        .that(authMount == null || authMount.matches(PATH), "auth-mount", "a path such as approle")
        .that(
            (certificateFile == null) == (privateKeyFile == null),
            "private-key-file",
            "a file together with certificate-file")
        .that(auth != Auth.APPROLE || isText(roleId), "role-id", "the role's id, with auth=approle")
        .that(auth != Auth.KUBERNETES || isText(role), "role", "a name, with auth=kubernetes")
        .that(timeout.isPositive(), "timeout", "a duration above zero, such as 4s")
        .that(calls > 0 && calls <= MOST, "calls", "a number from 1 to " + MOST);
  }

  private static boolean isTaken(URI address) {
    boolean tls = "https".equals(address.getScheme());
    boolean here = "http".equals(address.getScheme()) && THIS_MACHINE.contains(address.getHost());
    String path = address.getPath();
    return (tls || here)
        && address.getHost() != null
        && (path == null || path.isEmpty() || path.equals("/"))
        && address.getQuery() == null;
  }

  private static boolean isText(@Nullable String text) {
    return text != null && text.matches("[A-Za-z0-9._:@-]+");
  }
}
