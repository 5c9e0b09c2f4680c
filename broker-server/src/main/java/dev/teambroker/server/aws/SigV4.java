package dev.teambroker.server.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * Signature Version 4 in the Authorization header, made from bytes that are overwritten after use
 * and without a cache of keys (docs/adr/0006). Takes the SDK's own signing properties. Thread-safe.
 */
final class SigV4 implements HttpSigner<AwsKey> {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Override
  public SignedRequest sign(SignRequest<? extends AwsKey> unsigned) {
    AwsKey key = unsigned.identity();
    String region = unsigned.requireProperty(AwsV4HttpSigner.REGION_NAME);
    String service = unsigned.requireProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME);
    Clock clock = unsigned.requireProperty(HttpSigner.SIGNING_CLOCK);
    String time = SECONDS.format(clock.instant());
    Scope scope = new Scope(time, region, service);

    String bodyHash = bodyHash(unsigned);
    SdkHttpRequest dressed = dressed(unsigned.request(), key, time, bodyHash);
    CanonicalRequest canonical = new CanonicalRequest(dressed, bodyHash);
    String authorization =
        ALGORITHM
            + " Credential="
            + key.accessKeyId()
            + "/"
            + scope.text()
            + ", SignedHeaders="
            + canonical.signedHeaders()
            + ", Signature="
            + signature(key, scope, canonical);
    return SignedRequest.builder()
        .request(dressed.toBuilder().putHeader("Authorization", authorization).build())
        .payload(unsigned.payload().orElse(null))
        .build();
  }

  @Override
  public CompletableFuture<AsyncSignedRequest> signAsync(
      AsyncSignRequest<? extends AwsKey> request) {
    throw new UnsupportedOperationException("this broker's clients are synchronous");
  }

  /** When, where and for what it is signed. */
  record Scope(String time, String region, String service) {
    String date() {
      return time.substring(0, 8);
    }

    String text() {
      return date() + "/" + region + "/" + service + "/aws4_request";
    }
  }

  private static SdkHttpRequest dressed(
      SdkHttpRequest request, AwsKey key, String time, String bodyHash) {
    SdkHttpRequest.Builder dressed = request.toBuilder();
    dressed.putHeader("Host", host(request));
    dressed.putHeader("X-Amz-Date", time);
    dressed.putHeader("x-amz-content-sha256", bodyHash);
    key.sessionToken()
        .map(token -> token.reveal(bytes -> new String(bytes, UTF_8)))
        .ifPresent(token -> dressed.putHeader("X-Amz-Security-Token", token));
    return dressed.build();
  }

  private static String host(SdkHttpRequest request) {
    boolean standard =
        request.port() == ("https".equals(request.protocol()) ? 443 : 80) || request.port() == 0;
    return standard ? request.host() : request.host() + ":" + request.port();
  }

  static String signature(AwsKey key, Scope scope, CanonicalRequest canonical) {
    String toSign =
        String.join(
            "\n", ALGORITHM, scope.time(), scope.text(), hex(Hmac.sha256(canonical.encoded())));
    byte[] first = key.secretAccessKey().reveal(SigV4::prefixed);
    byte[] ofDate = Hmac.of(first, scope.date().getBytes(UTF_8));
    byte[] ofRegion = Hmac.of(ofDate, scope.region().getBytes(UTF_8));
    byte[] ofService = Hmac.of(ofRegion, scope.service().getBytes(UTF_8));
    byte[] signing = Hmac.of(ofService, "aws4_request".getBytes(UTF_8));
    try {
      return hex(Hmac.of(signing, toSign.getBytes(UTF_8)));
    } finally {
      for (byte[] secret : new byte[][] {first, ofDate, ofRegion, ofService, signing}) {
        Arrays.fill(secret, (byte) 0);
      }
    }
  }

  private static byte[] prefixed(byte[] secret) {
    byte[] key = new byte[4 + secret.length];
    key[0] = 'A';
    key[1] = 'W';
    key[2] = 'S';
    key[3] = '4';
    System.arraycopy(secret, 0, key, 4, secret.length);
    return key;
  }

  private static String bodyHash(SignRequest<?> request) {
    byte[] body = body(request);
    try {
      return hex(Hmac.sha256(body));
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  private static byte[] body(SignRequest<?> request) {
    if (request.payload().isEmpty()) {
      return new byte[0];
    }
    try (InputStream body = request.payload().get().newStream()) {
      return body.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
