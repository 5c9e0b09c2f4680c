package dev.teambroker.server.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;

/** Signs a call to S3 and sends it once; what S3 says no to is an {@link IOException}. */
@Component
class S3Http {
  private static final int LARGEST_ANSWER = 64 << 20;

  /** What the JDK's client sets itself. */
  private static final Set<String> ITS_OWN = Set.of("Host", "Content-Length");

  private final SigV4 signer = new SigV4();
  private final AwsProperties properties;
  private final AwsClock clock;
  private final HttpClient http;

  /** A call: what is sent where, below the endpoint. Not to be changed once it is sent. */
  static final class Call {
    private final SdkHttpRequest.Builder request = SdkHttpRequest.builder();
    private final byte[] body;

    Call(SdkHttpMethod method, String path, byte[] body) {
      request.method(method).encodedPath(path);
      this.body = body;
    }

    Call header(String name, String value) {
      request.putHeader(name, value);
      return this;
    }

    Call query(String name, String value) {
      request.putRawQueryParameter(name, value);
      return this;
    }
  }

  S3Http(AwsProperties properties, AwsClock clock) {
    this.properties = properties;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(properties.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
  }

  /** The answer's body. */
  byte[] send(AwsEndpoint endpoint, Call call, AwsKey key) throws IOException {
    SdkHttpRequest signed = signed(endpoint, call, key);
    Instant sent = clock.localNow();
    try {
      HttpResponse<InputStream> answer =
          http.send(request(signed, call.body), BodyHandlers.ofInputStream());
      String date = answer.headers().firstValue("Date").orElse(null);
      clock.observe(endpoint.partition(), date, sent, clock.localNow());
      try (InputStream body = answer.body()) {
        return answer.statusCode() < 300
            ? whole(body)
            : refused(answer.statusCode(), body.readNBytes(64 * 1024));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopping");
    }
  }

  private SdkHttpRequest signed(AwsEndpoint endpoint, Call call, AwsKey key) {
    URI url = endpoint.url();
    SdkHttpRequest request =
        call.request.protocol(url.getScheme()).host(url.getHost()).port(url.getPort()).build();
    return signer
        .sign(
            SignRequest.builder(key)
                .request(request)
                .payload(ContentStreamProvider.fromByteArrayUnsafe(call.body))
                .putProperty(AwsV4HttpSigner.REGION_NAME, endpoint.signingRegion())
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                .putProperty(
                    HttpSigner.SIGNING_CLOCK,
                    Clock.fixed(clock.now(endpoint.partition()), ZoneOffset.UTC))
                .build())
        .request();
  }

  private HttpRequest request(SdkHttpRequest signed, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(signed.getUri())
            .timeout(properties.callTimeout())
            .method(signed.method().name(), BodyPublishers.ofByteArray(body));
    signed.forEachHeader(
        (name, values) -> {
          if (!ITS_OWN.contains(name)) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return request.build();
  }

  private static byte[] whole(InputStream body) throws IOException {
    byte[] read = body.readNBytes(LARGEST_ANSWER + 1);
    if (read.length > LARGEST_ANSWER) {
      throw new IOException("S3 answered more than " + LARGEST_ANSWER + " bytes");
    }
    return read;
  }

  private static byte[] refused(int status, byte[] body) throws IOException {
    String why;
    try {
      XmlAnswer error = XmlAnswer.parse(body);
      why = error.text("Code").orElse("") + " " + error.text("Message").orElse("");
    } catch (MalformedAnswer e) {
      why = "";
    }
    throw new IOException(("S3 answered " + status + " " + why).strip());
  }
}
