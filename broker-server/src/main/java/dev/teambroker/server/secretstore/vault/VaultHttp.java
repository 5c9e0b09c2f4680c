package dev.teambroker.server.secretstore.vault;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.web.SecretAnswer;
import dev.teambroker.server.web.SecretBody;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a call to Vault once. The files of its TLS are read anew when a handshake fails, as
 * certificates are renewed. Thread-safe.
 */
final class VaultHttp {
  private static final int LARGEST_ANSWER = 256 * 1024;
  private static final int LONGEST = 400;
  private static final int REDIRECT = 307;

  private final URI address;
  private final @Nullable String namespace;
  private final VaultTls tls;

  VaultHttp(URI address, @Nullable String namespace, VaultTls tls) {
    this.address = address;
    this.namespace = namespace;
    this.tls = tls;
  }

  /** For messages. */
  String place() {
    return "Vault at " + address.getAuthority();
  }

  VaultAnswer get(String path, @Nullable Secret token, Duration timeout) {
    return send("GET", path, token, null, timeout);
  }

  VaultAnswer post(String path, @Nullable Secret token, SecretBody body, Duration timeout) {
    return send("POST", path, token, body, timeout);
  }

  VaultAnswer delete(String path, @Nullable Secret token, Duration timeout) {
    return send("DELETE", path, token, null, timeout);
  }

  private VaultAnswer send(
      String method,
      String path,
      @Nullable Secret token,
      @Nullable SecretBody body,
      Duration timeout) {
    byte[] bytes = body == null ? new byte[0] : body.bytes();
    HttpClient client = tls.client();
    try {
      HttpResponse<byte[]> answer =
          within(
              timeout,
              client.sendAsync(
                  request(method, path, token, bytes, timeout),
                  BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER)));
      return read(answer);
    } catch (SSLException e) {
      tls.renew(client);
      return new VaultAnswer.Lost("TLS: " + e.getMessage());
    } catch (TimeoutException e) {
      return new VaultAnswer.Lost("no answer within " + timeout.toMillis() + " ms");
    } catch (IOException e) {
      return new VaultAnswer.Lost(
          e.getClass().getSimpleName()
              + Optional.ofNullable(e.getMessage()).map(text -> " (" + text + ")").orElse(""));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private HttpRequest request(
      String method, String path, @Nullable Secret token, byte[] body, Duration timeout) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve("/v1/" + path))
            .timeout(timeout)
            .header("X-Vault-Request", "true")
            .header("User-Agent", "team-credential-broker")
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (body.length > 0) {
      request.header("Content-Type", "application/json");
    }
    if (namespace != null) {
      request.header("X-Vault-Namespace", namespace);
    }
    if (token != null) {
      // The client takes headers as Strings alone; this one goes with the request.
      token.reveal(
          text -> request.header("X-Vault-Token", new String(text, StandardCharsets.US_ASCII)));
    }
    return request.build();
  }

  private static HttpResponse<byte[]> within(
      Duration timeout, CompletableFuture<HttpResponse<byte[]>> answer)
      throws IOException, TimeoutException {
    try {
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException told ? told : new IOException(e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw e;
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("stopping");
    }
  }

  private static VaultAnswer read(HttpResponse<byte[]> answer) {
    int status = answer.statusCode();
    byte[] body = answer.body();
    if (status == REDIRECT) {
      return new VaultAnswer.Refused(status, "standby node");
    }
    try {
      SecretAnswer json =
          SecretAnswer.of(body.length == 0 ? "{}".getBytes(StandardCharsets.US_ASCII) : body);
      if (status < 300) {
        return new VaultAnswer.Done(json);
      }
      try (json) {
        return new VaultAnswer.Refused(status, errors(json));
      }
    } catch (IllegalArgumentException e) {
      return status < 300
          ? new VaultAnswer.Lost("status " + status + " with a body that is none of Vault's")
          : new VaultAnswer.Refused(status, "");
    }
  }

  private static String errors(SecretAnswer json) {
    List<String> errors = new ArrayList<>();
    for (int i = 0; json.text("errors/" + i).isPresent(); i++) {
      errors.add(json.text("errors/" + i).orElseThrow().strip().replaceAll("\\s+", " "));
    }
    String all = String.join("; ", errors);
    return all.length() <= LONGEST ? all : all.substring(0, LONGEST) + "…";
  }
}
