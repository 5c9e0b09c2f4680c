package dev.teambroker.server.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Tag;

/** The SDK's client is the reference: every name and value has to come out alike. */
class MarshallingTest {
  private static final int REQUESTS = 2_000;
  private static final String ALPHABET = "abcXYZ0189-_.~ !\"#$%&'()*+,/:;<=>?@[]^`{|}äß€漢😀\n";

  private final Random random = new Random(20_260_102);
  private final Recording sdks = new Recording();
  private final StsClient sdk =
      StsClient.builder()
          .httpClient(sdks)
          .region(Region.US_EAST_1)
          .credentialsProvider(AnonymousCredentialsProvider.create())
          .build();

  @AfterEach
  void close() {
    sdk.close();
  }

  @Test
  void writesGetSessionTokenAsTheSdkDoes() {
    for (int i = 0; i < REQUESTS; i++) {
      Duration duration = duration();
      MfaCode code = perhapsCode();
      sdk.getSessionToken(
          request -> {
            request.durationSeconds(seconds(duration));
            if (code != null) {
              request.serialNumber(code.serialNumber()).tokenCode(digits(code));
            }
          });
      assertSame(Sts.sessionToken(duration, code));
    }
  }

  @Test
  void writesGetFederationTokenAsTheSdkDoes() {
    for (int i = 0; i < REQUESTS; i++) {
      Federation federation =
          new Federation(text(2 + random.nextInt(30)), duration(), perhaps(2048), tags());
      sdk.getFederationToken(
          request ->
              request
                  .name(federation.name())
                  .policy(federation.sessionPolicy())
                  .durationSeconds(seconds(federation.duration()))
                  .tags(sdks(federation.tags())));
      assertSame(Sts.federationToken(federation));
    }
  }

  @Test
  void writesAssumeRoleAsTheSdkDoes() {
    for (int i = 0; i < REQUESTS; i++) {
      RoleToAssume role =
          new RoleToAssume(
              text(40), text(20), perhaps(64), perhaps(64), duration(), perhaps(2048), tags());
      MfaCode code = perhapsCode();
      sdk.assumeRole(
          request -> {
            request
                .roleArn(role.roleArn())
                .roleSessionName(role.sessionName())
                .sourceIdentity(role.sourceIdentity())
                .externalId(role.externalId())
                .durationSeconds(seconds(role.duration()))
                .policy(role.sessionPolicy())
                .tags(sdks(role.tags()));
            if (code != null) {
              request.serialNumber(code.serialNumber()).tokenCode(digits(code));
            }
          });
      assertSame(Sts.role(role, code));
    }
  }

  /** Neither the order of the pairs nor whether a space is + or %20 says anything. */
  private void assertSame(QueryCall ours) {
    assertThat(pairs(new String(ours.body(), StandardCharsets.US_ASCII)))
        .isEqualTo(pairs(sdks.body()));
  }

  private static List<String> pairs(String form) {
    return Stream.of(form.split("&", -1))
        .map(pair -> URLDecoder.decode(pair.replaceFirst("=", "\0"), StandardCharsets.UTF_8))
        .sorted()
        .toList();
  }

  private Duration duration() {
    return Duration.ofSeconds(900 + random.nextInt(128_000));
  }

  private static int seconds(Duration duration) {
    return Math.toIntExact(duration.toSeconds());
  }

  private @Nullable MfaCode perhapsCode() {
    return random.nextBoolean()
        ? new MfaCode(text(30), Secret.of("%06d".formatted(random.nextInt(1_000_000))))
        : null;
  }

  private static String digits(MfaCode code) {
    return code.code().reveal(bytes -> new String(bytes, StandardCharsets.US_ASCII));
  }

  private @Nullable String perhaps(int longest) {
    return random.nextBoolean() ? text(1 + random.nextInt(longest)) : null;
  }

  /** None at all is sent by the SDK as an empty list's name; the broker leaves it out. */
  private Map<String, String> tags() {
    Map<String, String> tags = new TreeMap<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      tags.put(text(1 + random.nextInt(20)), text(random.nextInt(20)));
    }
    return tags;
  }

  private static List<Tag> sdks(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private String text(int length) {
    int[] points = ALPHABET.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  /** An HTTP client that sends nothing, and keeps the last body. */
  private static final class Recording implements SdkHttpClient {
    private String body = "";

    String body() {
      return body;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      body = read(request);
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          byte[] empty = "<R><Result/></R>".getBytes(StandardCharsets.US_ASCII);
          return HttpExecuteResponse.builder()
              .response(SdkHttpFullResponse.builder().statusCode(200).build())
              .responseBody(AbortableInputStream.create(new ByteArrayInputStream(empty)))
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    private static String read(HttpExecuteRequest request) {
      try (var in = request.contentStreamProvider().orElseThrow().newStream()) {
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {}
  }
}
