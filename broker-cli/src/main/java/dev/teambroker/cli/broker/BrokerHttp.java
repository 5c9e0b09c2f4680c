package dev.teambroker.cli.broker;

import dev.teambroker.cli.device.DpopProofs;
import dev.teambroker.cli.network.Network;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.settings.BrokerSettings;
import dev.teambroker.protocol.Problem;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Sends requests to one broker, each with a proof of the device's key. */
public final class BrokerHttp {
  /** Longer than a member ever queues for an AWS MFA code. */
  private static final Duration ANSWER = Duration.ofSeconds(150);

  private final String url;
  private final Network network;
  private final HttpClient client;
  private final DpopProofs proofs;
  private @Nullable String nonce;

  public BrokerHttp(BrokerSettings broker, DpopProofs proofs, Network network) {
    String pin = broker.pin();
    this.url = broker.url();
    this.proofs = proofs;
    this.network = network;
    this.client = network.client(pin == null ? null : PinnedTrust.contextFor(pin));
  }

  /**
   * Sends a request and returns the answer's body.
   *
   * @throws Refused when the answer is a problem
   * @throws Failure when the broker can't be reached
   */
  public byte[] send(Call call, @Nullable Secret accessToken) {
    HttpResponse<byte[]> response = exchange(call, accessToken);
    if (wantsNonce(response)) {
      response = exchange(call, accessToken);
    }
    if (response.statusCode() / 100 != 2) {
      throw Refused.by(problem(response));
    }
    return response.body();
  }

  /**
   * Asks for nothing in particular, without a sign-in: whatever comes back tells time and chain.
   */
  public Contact contact() {
    HttpResponse<byte[]> response = exchange(Call.of("GET", "/v1/me"), null);
    String date = response.headers().firstValue("Date").orElse("");
    try {
      X509Certificate leaf =
          (X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0];
      Instant time = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
      return new Contact(time, leaf.getNotAfter().toInstant());
    } catch (SSLPeerUnverifiedException | DateTimeParseException broken) {
      throw new Failure(
          ExitCode.UNREACHABLE, url + " answers without a date; is it a broker?", broken);
    }
  }

  private HttpResponse<byte[]> exchange(Call call, @Nullable Secret accessToken) {
    try {
      HttpResponse<byte[]> response =
          client.send(request(call, accessToken), BodyHandlers.ofByteArray());
      nonce = response.headers().firstValue("DPoP-Nonce").orElse(nonce);
      network.debug(call.method() + " " + url + call.path() + " → " + response.statusCode());
      return response;
    } catch (SSLException distrusted) {
      throw new Failure(
          ExitCode.UNREACHABLE,
          "The broker at " + url + " is not trusted: " + Network.cause(distrusted) + ".",
          distrusted);
    } catch (IOException unreachable) {
      throw new Failure(
          ExitCode.UNREACHABLE,
          "The broker at " + url + " can't be reached: " + Network.cause(unreachable) + ".",
          unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.BROKEN, "Interrupted.", interrupted);
    }
  }

  private HttpRequest request(Call call, @Nullable Secret accessToken) {
    URI target = target(call.path());
    HttpRequest.Builder request =
        network
            .request(target)
            .timeout(ANSWER)
            .header("DPoP", proofs.proof(call.method(), target, nonce, accessToken))
            .header("Accept", "application/json, application/problem+json, application/x-ndjson");
    if (accessToken != null) {
      request.header("Authorization", accessToken.reveal(BrokerHttp::authorization));
    }
    Secret body = call.body();
    if (body == null) {
      return request.method(call.method(), BodyPublishers.noBody()).build();
    }
    request.header("Content-Type", call.contentType());
    // The client reads the array while it sends, so it gets a copy that is left to the collector.
    byte[] sent = body.reveal(byte[]::clone);
    return request.method(call.method(), BodyPublishers.ofByteArray(sent)).build();
  }

  private URI target(String path) {
    try {
      return URI.create(url + path);
    } catch (IllegalArgumentException malformed) {
      throw new Failure(ExitCode.CONFIGURATION, "'" + url + "' is no URL of a broker.", malformed);
    }
  }

  private static String authorization(byte[] token) {
    return "DPoP " + new String(token, StandardCharsets.US_ASCII);
  }

  private boolean wantsNonce(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if ((status != 400 && status != 401) || nonce == null) {
      return false;
    }
    String challenge = response.headers().firstValue("WWW-Authenticate").orElse("");
    return challenge.contains("use_dpop_nonce")
        || problem(response).type().equals(ProblemType.USE_DPOP_NONCE.uri());
  }

  private Problem problem(HttpResponse<byte[]> response) {
    String media = response.headers().firstValue("Content-Type").orElse("");
    if (media.startsWith("application/problem+json")) {
      try {
        return Json.read(response.body(), Problem.class);
      } catch (JacksonException malformed) {
        return unknown(response.statusCode());
      }
    }
    return unknown(response.statusCode());
  }

  private Problem unknown(int status) {
    String detail = url + " answered with HTTP status " + status + "; is it a broker?";
    return new Problem("about:blank", "No answer", status, detail, null, null, null, null, null);
  }
}
