package dev.teambroker.server.aws;

import dev.teambroker.server.web.RequestContext;
import dev.teambroker.server.web.Turns;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;

/** Signs a call and sends it once, within the call timeout, over the shared connections. */
@Component
class AwsHttp {
  private static final int LARGEST_ANSWER = 1 << 20;

  private final SigV4 signer = new SigV4();
  private final ScheduledThreadPoolExecutor deadlines =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("aws-deadlines").factory());
  private final AwsProperties properties;
  private final AwsClock clock;
  private final SdkHttpClient http;

  AwsHttp(AwsProperties properties, AwsClock clock) {
    this.properties = properties;
    this.clock = clock;
    // Else each call would wake the thread once more, when its deadline has long lost its meaning.
    deadlines.setRemoveOnCancelPolicy(true);
    this.http =
        Apache5HttpClient.builder()
            .connectionTimeout(properties.connectTimeout())
            .connectionAcquisitionTimeout(properties.callTimeout())
            .socketTimeout(properties.callTimeout())
            .maxConnections(properties.maximumConnections())
            .proxyConfiguration(
                ProxyConfiguration.builder()
                    .useSystemPropertyValues(false)
                    .useEnvironmentVariableValues(false)
                    .build())
            .build();
  }

  /**
   * Sends the call once, unsigned where there is no key; nothing below repeats it. Whether it may
   * be sent is asked when it is signed: whoever was held up since then is told so.
   */
  Exchange send(
      AwsEndpoint endpoint, QueryCall call, @Nullable AwsKey key, BooleanSupplier maySend) {
    byte[] body = call.body();
    try {
      SdkHttpRequest request = request(endpoint, call, body);
      SdkHttpRequest prepared = key == null ? request : signed(endpoint, call, key, request, body);
      if (!maySend.getAsBoolean()) {
        return new Exchange.NotSent("it may not be sent any more");
      }
      return Turns.whileAway(() -> exchange(endpoint, prepared, body));
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private static SdkHttpRequest request(AwsEndpoint endpoint, QueryCall call, byte[] body) {
    return SdkHttpRequest.builder()
        .method(SdkHttpMethod.POST)
        .uri(endpoint.url())
        .encodedPath("/")
        .putHeader("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
        .putHeader("Content-Length", Integer.toString(body.length))
        .putHeader("User-Agent", userAgent() + call.mark())
        .build();
  }

  private SdkHttpRequest signed(
      AwsEndpoint endpoint, QueryCall call, AwsKey key, SdkHttpRequest request, byte[] body) {
    return signer
        .sign(
            SignRequest.builder(key)
                .request(request)
                .payload(ContentStreamProvider.fromByteArrayUnsafe(body))
                .putProperty(AwsV4HttpSigner.REGION_NAME, endpoint.signingRegion())
                .putProperty(
                    AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, call.service().signingName())
                .putProperty(
                    HttpSigner.SIGNING_CLOCK,
                    Clock.fixed(clock.now(endpoint.partition()), ZoneOffset.UTC))
                .build())
        .request();
  }

  private Exchange exchange(AwsEndpoint endpoint, SdkHttpRequest prepared, byte[] body) {
    ExecutableHttpRequest request =
        http.prepareRequest(
            HttpExecuteRequest.builder()
                .request(prepared)
                .contentStreamProvider(ContentStreamProvider.fromByteArrayUnsafe(body))
                .build());
    Future<?> deadline =
        deadlines.schedule(
            request::abort, properties.callTimeout().toMillis(), TimeUnit.MILLISECONDS);
    Instant sent = clock.localNow();
    try {
      HttpExecuteResponse response = request.call();
      clock.observe(
          endpoint.partition(),
          response.httpResponse().firstMatchingHeader("Date").orElse(null),
          sent,
          clock.localNow());
      return read(response);
    } catch (IOException e) {
      return wasSent(e) ? new Exchange.Lost(named(e)) : new Exchange.NotSent(named(e));
    } finally {
      deadline.cancel(false);
    }
  }

  private static Exchange read(HttpExecuteResponse response) throws IOException {
    int status = response.httpResponse().statusCode();
    byte[] body = new byte[0];
    try (InputStream in = response.responseBody().orElseGet(AbortableInputStream::createEmpty)) {
      body = in.readNBytes(LARGEST_ANSWER);
      XmlAnswer answer = XmlAnswer.parse(body);
      return status < 300 ? new Exchange.Good(answer) : error(status, answer);
    } catch (MalformedAnswer e) {
      return new Exchange.Lost("status " + status + " with a body that is no XML");
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private static Exchange error(int status, XmlAnswer answer) {
    return answer
        .text("Error/Code")
        .<Exchange>map(
            code -> new Exchange.Failed(status, code, answer.text("Error/Message").orElse("")))
        .orElseGet(() -> new Exchange.Lost("status " + status + " without an error code"));
  }

  /** These fail before a byte of the request leaves. */
  private static boolean wasSent(IOException e) {
    return !(e instanceof ConnectException
        || e instanceof UnknownHostException
        || e instanceof NoRouteToHostException
        || e instanceof SSLHandshakeException
        || e.getClass().getSimpleName().startsWith("ConnectTimeout")
        || e.getClass().getSimpleName().startsWith("ConnectionRequestTimeout"));
  }

  private static String named(IOException e) {
    return e.getClass().getSimpleName();
  }

  static String userAgent() {
    String requestId = RequestContext.current().map(RequestContext::requestId).orElse("none");
    return "team-credential-broker request/" + requestId;
  }

  @PreDestroy
  void close() {
    deadlines.shutdownNow();
    http.close();
  }
}
