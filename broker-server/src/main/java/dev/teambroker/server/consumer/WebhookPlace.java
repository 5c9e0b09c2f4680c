package dev.teambroker.server.consumer;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import dev.teambroker.protocol.Secret;
import dev.teambroker.server.web.SecretBody;
import dev.teambroker.server.web.SecretFile;
import dev.teambroker.server.web.TrustedAuthorities;
import dev.teambroker.server.web.WebhookSignature;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * A webhook on a listed host: the key is encrypted to the consumer's own (JWE, ECDH-ES and
 * A256GCM), and the call is signed with a secret that this consumer alone knows as well.
 */
@Component
class WebhookPlace implements Place {
  private static final int HTTPS = 443;

  private final CheckedCalls calls;
  private final ConsumerSettings settings;
  private final InstantSource clock;

  WebhookPlace(CheckedCalls calls, ConsumerSettings settings, InstantSource clock) {
    this.calls = calls;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Destination.Kind kind() {
    return Destination.Kind.HTTPS;
  }

  @Override
  public Optional<Fault> fault(Destination destination) {
    return Fault.unless(
            isListed(destination.place()),
            "destination",
            "an https address on a host that broker.rotation.consumers.https-hosts lists: "
                + (settings.httpsHosts().isEmpty()
                    ? "none"
                    : String.join(", ", settings.httpsHosts())))
        .or(
            () ->
                Fault.unless(
                    keyOf(destination).isPresent(),
                    "publicKey",
                    "a public key on the curve P-256 as a JWK, without its private part"));
  }

  private boolean isListed(String address) {
    try {
      URI uri = new URI(address);
      String host = uri.getHost();
      int port = uri.getPort() < 0 ? HTTPS : uri.getPort();
      List<String> listed = settings.httpsHosts();
      return address.matches("[!-~]+")
          && "https".equals(uri.getScheme())
          && host != null
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null
          && (listed.contains(host + ":" + port) || (port == HTTPS && listed.contains(host)));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Optional<ECKey> keyOf(Destination destination) {
    try {
      return Optional.of(ECKey.parse(String.valueOf(destination.publicKey())))
          .filter(key -> key.getCurve().equals(Curve.P_256) && !key.isPrivate());
    } catch (ParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public void push(Handover what) throws IOException {
    byte[] body = encrypted(what).getBytes(StandardCharsets.US_ASCII);
    try (HttpsRequest request = new HttpsRequest("POST", URI.create(what.place()))) {
      request.header("Content-Type", "application/jose");
      for (Map.Entry<String, String> header : signature(what, body).entrySet()) {
        request.header(header.getKey(), header.getValue());
      }
      calls.send(
          request,
          body,
          TrustedAuthorities.of(
              settings.authorityFile(), "broker.rotation.consumers.authority-file"),
          what);
    }
  }

  private Map<String, String> signature(Handover what, byte[] body) throws IOException {
    Path file =
        Path.of(
            String.valueOf(settings.signingSecrets()),
            what.sharedUser() + "." + what.consumer().name());
    try (Secret secret = SecretFile.read(file)) {
      return WebhookSignature.headers(what.id(), clock.instant(), body, secret);
    }
  }

  private static String encrypted(Handover what) throws IOException {
    ECKey key = keyOf(what.consumer().destination()).orElseThrow();
    try (SecretBody body = new SecretBody()) {
      body.with("type", "access-key.made")
          .with("id", what.id())
          .with("rotation", what.rotation())
          .with("sharedUser", what.sharedUser())
          .with("account", what.account())
          .with("consumer", what.consumer().name())
          .with("accessKeyId", what.accessKeyId())
          .with("secretAccessKey", what.secretAccessKey());
      byte[] plain = body.bytes();
      try {
        JWEObject sealed =
            new JWEObject(
                new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, EncryptionMethod.A256GCM)
                    .contentType("application/json")
                    .keyID(key.computeThumbprint().toString())
                    .build(),
                new Payload(plain));
        sealed.encrypt(new ECDHEncrypter(key));
        return sealed.serialize();
      } finally {
        Arrays.fill(plain, (byte) 0);
      }
    } catch (JOSEException e) {
      throw new IOException("it can't be encrypted to the consumer's key", e);
    }
  }
}
