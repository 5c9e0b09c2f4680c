package dev.teambroker.server.consumer;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.web.SecretBody;
import dev.teambroker.server.web.SecretFile;
import dev.teambroker.server.web.TrustedAuthorities;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * A Secret of the configured cluster, by server-side apply: it is made where it isn't there, and
 * what others put into it stays.
 */
@Component
class KubernetesPlace implements Place {
  private static final String PLACE =
      KubernetesDestinations.LABEL + "/" + KubernetesDestinations.LABEL;

  private final CheckedCalls calls;
  private final KubernetesDestinations cluster;

  KubernetesPlace(CheckedCalls calls, KubernetesDestinations cluster) {
    this.calls = calls;
    this.cluster = cluster;
  }

  @Override
  public Destination.Kind kind() {
    return Destination.Kind.KUBERNETES_SECRET;
  }

  @Override
  public Optional<Fault> fault(Destination destination) {
    if (cluster.address() == null) {
      return Optional.of(
          new Fault(
              "kind",
              "a kind that is allowed; broker.rotation.consumers.kubernetes.address is not"));
    }
    String place = destination.place();
    return Fault.unless(
        place.matches(PLACE) && cluster.namespaces().contains(namespace(place)),
        "destination",
        "NAMESPACE/SECRET, in one of broker.rotation.consumers.kubernetes.namespaces: "
            + (cluster.namespaces().isEmpty() ? "none" : String.join(", ", cluster.namespaces())));
  }

  private static String namespace(String place) {
    return place.substring(0, place.indexOf('/'));
  }

  private static String name(String place) {
    return place.substring(place.indexOf('/') + 1);
  }

  @Override
  public void push(Handover what) throws IOException {
    URI to =
        URI.create(String.valueOf(cluster.address()))
            .resolve(
                "/api/v1/namespaces/"
                    + namespace(what.place())
                    + "/secrets/"
                    + name(what.place())
                    + "?fieldManager=team-credential-broker&force=true");
    byte[] body = body(what);
    try (HttpsRequest request = new HttpsRequest("PATCH", to);
        Secret token = SecretFile.read(cluster.tokenFile())) {
      request
          .header("Content-Type", "application/apply-patch+yaml")
          .header("Accept", "application/json")
          .header("Authorization", "Bearer ", token);
      calls.send(
          request,
          body,
          TrustedAuthorities.of(
              cluster.authorityFile(), "broker.rotation.consumers.kubernetes.authority-file"),
          what);
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  /** JSON is YAML as well. */
  private static byte[] body(Handover what) {
    try (SecretBody body = new SecretBody()) {
      return body.with("apiVersion", "v1")
          .with("kind", "Secret")
          .withObject(
              "metadata",
              metadata ->
                  metadata
                      .with("namespace", namespace(what.place()))
                      .with("name", name(what.place())))
          .withObject(
              "data",
              data ->
                  data.withBase64(
                          "AWS_ACCESS_KEY_ID",
                          what.accessKeyId().getBytes(StandardCharsets.US_ASCII))
                      .withBase64("AWS_SECRET_ACCESS_KEY", what.secretAccessKey()))
          .bytes();
    }
  }
}
