package dev.teambroker.cli.console;

import dev.teambroker.cli.broker.Json;
import dev.teambroker.cli.network.Network;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.session.ProcessCredentials;
import dev.teambroker.protocol.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Turns a session into a link that signs in at the console (IAM User Guide, "Enabling custom
 * identity broker access to the AWS console"). The link is a secret for 15 minutes.
 */
final class FederationEndpoint {
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final String url;
  private final Network network;

  FederationEndpoint(String host, Network network) {
    this.url = host + "/federation";
    this.network = network;
  }

  /** What the endpoint reads of a session. */
  private record Session(String sessionId, Secret sessionKey, Secret sessionToken) {}

  private record Token(
      @com.fasterxml.jackson.annotation.JsonProperty("SigninToken") @Nullable Secret token) {}

  /** The link that a browser follows. */
  Secret link(ProcessCredentials session, String issuer, String destination) {
    try (Secret token = token(session)) {
      return token.reveal(
          bytes ->
              Secret.of(
                  url
                      + "?Action=login&Issuer="
                      + encoded(issuer)
                      + "&Destination="
                      + encoded(destination)
                      + "&SigninToken="
                      + encoded(new String(bytes, StandardCharsets.UTF_8))));
    }
  }

  private Secret token(ProcessCredentials session) {
    HttpResponse<byte[]> response = ask(form(session));
    network.debug("POST " + url + " → " + response.statusCode());
    if (response.statusCode() != 200) {
      throw new Failure(
          ExitCode.REFUSED,
          "AWS's sign-in at " + url + " refuses the session (HTTP " + response.statusCode() + ").");
    }
    try {
      Secret token = Json.read(response.body(), Token.class).token();
      if (token != null) {
        return token;
      }
    } catch (JacksonException malformed) {
      network.debug("the answer is no JSON");
    }
    throw new Failure(ExitCode.UNREACHABLE, "What " + url + " answers is no sign-in token.");
  }

  /** In the body, not in the address, which proxies write to their logs. */
  private static byte[] form(ProcessCredentials session) {
    byte[] json =
        Json.write(
            new Session(session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
    try (Secret written = Secret.takeFrom(json)) {
      return written.reveal(
          bytes ->
              ("Action=getSigninToken&Session="
                      + encoded(new String(bytes, StandardCharsets.UTF_8)))
                  .getBytes(StandardCharsets.US_ASCII));
    }
  }

  private HttpResponse<byte[]> ask(byte[] form) {
    HttpRequest request =
        network
            .request(URI.create(url))
            .timeout(ANSWER)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofByteArray(form))
            .build();
    try {
      return network.client(null).send(request, BodyHandlers.ofByteArray());
    } catch (IOException unreachable) {
      throw new Failure(
          ExitCode.UNREACHABLE,
          "AWS's sign-in at " + url + " can't be reached: " + Network.cause(unreachable) + ".",
          unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.BROKEN, "Interrupted.", interrupted);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
