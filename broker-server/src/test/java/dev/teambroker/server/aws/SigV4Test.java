package dev.teambroker.server.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.Secret;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** The SDK's own signer is the reference: every header of every request has to come out alike. */
class SigV4Test {
  private static final String ALPHABET = "abcXYZ0189-_.~ !\"#$%&'()*+,/:;<=>?@[]^`{|}äß€漢😀\t";

  private final Random random = new Random(20_260_101);

  @Test
  void signsTenThousandRandomRequestsAsTheSdkDoes() {
    for (int i = 0; i < 10_000; i++) {
      Sample sample = sample();
      assertThat(ours(sample).headers())
          .as("request %d: %s", i, sample)
          .isEqualTo(sdks(sample).headers());
    }
  }

  @Test
  void hashesKeysLongerThanABlockAsRfc4231Says() {
    byte[] key = new byte[131];
    java.util.Arrays.fill(key, (byte) 0xaa);
    assertThat(
            Hmac.of(key, "Test Using Larger Than Block-Size Key - Hash Key First".getBytes(UTF_8)))
        .asHexString()
        .isEqualToIgnoringCase("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  }

  private record Sample(
      SdkHttpRequest request,
      String body,
      String id,
      String secret,
      String token,
      String region,
      String service,
      Instant time) {
    @Override
    public String toString() {
      return request + " headers " + request.headers() + " query " + request.rawQueryParameters();
    }
  }

  private Sample sample() {
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(random.nextBoolean() ? SdkHttpMethod.POST : SdkHttpMethod.GET)
            .protocol(random.nextBoolean() ? "https" : "http")
            .host(pick("sts.us-east-1.amazonaws.com", "iam.amazonaws.com", "127.0.0.1"));
    if (random.nextBoolean()) {
      request.port(1024 + random.nextInt(60_000));
    }
    request.encodedPath(path());
    for (int i = random.nextInt(5); i > 0; i--) {
      request.appendRawQueryParameter(text(1 + random.nextInt(6)), text(random.nextInt(9)));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      request.putHeader("x-test-" + random.nextInt(9), headerValue());
    }
    if (random.nextBoolean()) {
      request.putHeader("User-Agent", "team-credential-broker");
    }
    return new Sample(
        request.build(),
        text(random.nextInt(400)),
        "AKIA" + random.nextInt(1_000_000),
        text(1 + random.nextInt(90)).strip() + "x",
        random.nextBoolean() ? "" : "token/+=" + random.nextLong(),
        pick("us-east-1", "cn-north-1", "eusc-de-east-1"),
        pick("sts", "iam", "cloudtrail"),
        Instant.ofEpochSecond(1_500_000_000L + random.nextInt(900_000_000)));
  }

  private String path() {
    return random.nextInt(3) == 0
        ? "/"
        : "/"
            + random
                .ints(1 + random.nextInt(3), 0, 9)
                .mapToObj(i -> PercentEncoding.of(text(1 + i)))
                .collect(Collectors.joining("/"));
  }

  private String headerValue() {
    return List.of("plain", "two  blanks", "a,b", " outer ", "tab\tinside").get(random.nextInt(5));
  }

  private String text(int length) {
    int[] points = ALPHABET.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }

  private static SdkHttpRequest ours(Sample sample) {
    AwsKey key =
        sample.token().isEmpty()
            ? AwsKey.longTerm(sample.id(), Secret.of(sample.secret()))
            : AwsKey.ofSession(sample.id(), Secret.of(sample.secret()), Secret.of(sample.token()));
    return signed(new SigV4(), SignRequest.builder(key), sample);
  }

  private static SdkHttpRequest sdks(Sample sample) {
    AwsCredentialsIdentity key =
        sample.token().isEmpty()
            ? AwsCredentialsIdentity.create(sample.id(), sample.secret())
            : AwsSessionCredentialsIdentity.create(sample.id(), sample.secret(), sample.token());
    return signed(AwsV4HttpSigner.create(), SignRequest.builder(key), sample);
  }

  private static <I extends software.amazon.awssdk.identity.spi.Identity> SdkHttpRequest signed(
      HttpSigner<I> signer, SignRequest.Builder<I> request, Sample sample) {
    return signer
        .sign(
            request
                .request(sample.request())
                .payload(ContentStreamProvider.fromUtf8String(sample.body()))
                .putProperty(AwsV4HttpSigner.REGION_NAME, sample.region())
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, sample.service())
                .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(sample.time(), ZoneOffset.UTC))
                .build())
        .request();
  }
}
