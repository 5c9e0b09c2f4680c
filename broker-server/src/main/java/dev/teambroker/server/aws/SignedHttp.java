package dev.teambroker.server.aws;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;

/**
 * Signs a request of any protocol and sends it once, by the JDK's client: that one lets go of what
 * it read, where the pooled connections of {@link AwsHttp} keep their buffers.
 */
@Component
class SignedHttp {
  /** What the JDK's client sets itself. */
  private static final Set<String> ITS_OWN = Set.of("Host", "Content-Length");

  private final SigV4 signer = new SigV4();
  private final AwsClock clock;
  private final HttpClient http;

  SignedHttp(AwsProperties properties, AwsClock clock) {
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(properties.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
  }

  /**
   * The answer, whatever its status.
   *
   * @param request without an address
   * @param timeout until the handler has its body
   */
  <T> HttpResponse<T> send(
      AwsEndpoint endpoint,
      String service,
      SdkHttpRequest.Builder request,
      byte[] body,
      AwsKey key,
      Duration timeout,
      BodyHandler<T> handler)
      throws IOException {
    SdkHttpRequest signed = signed(endpoint, service, request, body, key);
    Instant sent = clock.localNow();
    HttpResponse<T> answer =
        within(timeout, http.sendAsync(prepared(signed, body, timeout), handler));
    String date = answer.headers().firstValue("Date").orElse(null);
    clock.observe(endpoint.partition(), date, sent, clock.localNow());
    return answer;
  }

  private SdkHttpRequest signed(
      AwsEndpoint endpoint,
      String service,
      SdkHttpRequest.Builder request,
      byte[] body,
      AwsKey key) {
    return signer
        .sign(
            SignRequest.builder(key)
                .request(
                    request
                        .protocol(endpoint.url().getScheme())
                        .host(endpoint.url().getHost())
                        .port(endpoint.url().getPort())
                        .build())
                .payload(ContentStreamProvider.fromByteArrayUnsafe(body))
                .putProperty(AwsV4HttpSigner.REGION_NAME, endpoint.signingRegion())
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(
                    HttpSigner.SIGNING_CLOCK,
                    Clock.fixed(clock.now(endpoint.partition()), ZoneOffset.UTC))
                .build())
        .request();
  }

  private static HttpRequest prepared(SdkHttpRequest signed, byte[] body, Duration timeout) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(signed.getUri())
            .timeout(timeout)
            .method(signed.method().name(), BodyPublishers.ofByteArray(body));
    signed.forEachHeader(
        (name, values) -> {
          if (!ITS_OWN.contains(name)) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return request.build();
  }

  /** The client's own timeout ends with the headers; this one with the body. */
  private static <T> HttpResponse<T> within(
      Duration timeout, CompletableFuture<HttpResponse<T>> answer) throws IOException {
    try {
      return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException told ? told : new IOException(e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new HttpTimeoutException("no whole answer within " + timeout.toMillis() + " ms");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopping");
    }
  }
}
