package dev.teambroker.server.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpExchange;
import dev.teambroker.protocol.Secret;
import dev.teambroker.server.web.BrokerSettings;
import dev.teambroker.server.web.Mode;
import dev.teambroker.server.web.RequestContext;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Tag;

class StsCallsTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/reader";

  private final ScriptedAws aws = new ScriptedAws();
  private final AwsClock clock = new AwsClock(InstantSource.system());

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void readsTheCredentialsOfAnAnswer() {
    aws.thenRole();
    SessionCredentials session = answered(assume(null));
    assertThat(session.accessKeyId()).isEqualTo("ASIAEXAMPLE");
    assertThat(session.secretAccessKey()).isEqualTo(Secret.of("s3cr3t&/+="));
    assertThat(session.sessionToken()).isEqualTo(Secret.of("t0ken<"));
    assertThat(session.expiration()).isEqualTo(Instant.parse("2026-01-01T13:00:00Z"));
    assertThat(session.assumedArn())
        .isEqualTo("arn:aws:sts::123456789012:assumed-role/reader/alice");
  }

  @Test
  void sendsWhatTheSdkSends() {
    aws.thenRole();
    RoleToAssume role =
        new RoleToAssume(
            ROLE,
            "alice@example.com",
            "alice@example.com",
            "ext-1",
            Duration.ofHours(1),
            "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"ä*\"}]}",
            Map.of("team", "pay ments"));
    answered(sts().assumeRole(Partition.AWS, key(), role, code()));
    sdks(role);
    assertThat(aws.received()).hasSize(2);
    ScriptedAws.Received ours = aws.received().get(0);
    ScriptedAws.Received sdks = aws.received().get(1);
    assertThat(ours.form()).isEqualTo(sdks.form());
    assertThat(ours.path()).isEqualTo(sdks.path());
    assertThat(ours.headers().get("Content-Type"))
        .isEqualToIgnoringCase(sdks.headers().get("Content-Type"));
  }

  @Test
  void carriesTheRequestIdInTheUserAgent() {
    aws.thenRole();
    ScopedValue.where(RequestContext.CURRENT, RequestContext.ofBroker("req-4711"))
        .run(() -> answered(assume(null)));
    assertThat(aws.received().getFirst().headers().get("User-Agent")).contains("req-4711");
  }

  @Test
  void repeatsACallWithoutACodeAfterAServerError() {
    aws.thenError(500, "InternalFailure", "oops").thenRole();
    answered(assume(null));
    assertThat(aws.received()).hasSize(2);
  }

  @Test
  void neverRepeatsACallWithACode() {
    aws.thenError(500, "InternalFailure", "oops").thenRole();
    assertThat(assume(code())).isInstanceOf(AwsAnswer.Unknown.class);
    assertThat(aws.received()).hasSize(1);
  }

  @Test
  void neverRepeatsACallWithACodeThatWasThrottledOrLost() {
    aws.thenError(400, "Throttling", "Rate exceeded").then(HttpExchange::close).thenRole();
    assertThat(refusal(assume(code()))).isEqualTo(AwsRefusal.THROTTLED);
    assertThat(assume(code())).isInstanceOf(AwsAnswer.Unknown.class);
    assertThat(aws.received()).hasSize(2);
  }

  @Test
  void waitsOutThrottling() {
    aws.thenError(400, "Throttling", "Rate exceeded")
        .thenError(400, "Throttling", "Rate exceeded")
        .thenRole();
    answered(assume(null));
    assertThat(aws.received()).hasSize(3);
  }

  @Test
  void givesUpOnThrottlingInTheEnd() {
    aws.thenError(400, "Throttling", "Rate exceeded");
    assertThat(refusal(assume(null))).isEqualTo(AwsRefusal.THROTTLED);
    assertThat(aws.received()).hasSize(4);
  }

  @Test
  void neverRepeatsARefusal() {
    aws.thenError(403, "AccessDenied", "not authorized to perform: sts:AssumeRole");
    assertThat(refusal(assume(null))).isEqualTo(AwsRefusal.DENIED);
    assertThat(aws.received()).hasSize(1);
  }

  @Test
  void tellsARefusedCodeFromARefusedAction() {
    aws.thenError(
        403,
        "AccessDenied",
        "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
    assertThat(refusal(assume(code()))).isEqualTo(AwsRefusal.MFA_CODE);
  }

  @Test
  void takesAnAnswerThatIsNoXmlOrLacksTheTokenAsUnknown() {
    aws.then(200, "<html>").then(200, "<AssumeRoleResponse/>").then(200, "");
    for (int i = 0; i < 3; i++) {
      assertThat(assume(code())).isInstanceOf(AwsAnswer.Unknown.class);
    }
  }

  @Test
  void neverResolvesEntitiesOfAnAnswer() {
    aws.then(
        200,
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><AssumeRoleResponse>&x;</AssumeRoleResponse>");
    assertThat(assume(code())).isInstanceOf(AwsAnswer.Unknown.class);
  }

  @Test
  void endsACallThatDribblesAtTheCallTimeout() {
    aws.then(StsCallsTest::dribble);
    long began = System.nanoTime();
    assertThat(assume(code())).isInstanceOf(AwsAnswer.Unknown.class);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void tellsWhatWasNeverSentFromWhatMayHaveBeenDone() {
    aws.close();
    assertThat(assume(code())).isInstanceOf(AwsAnswer.NotReached.class);
  }

  @Test
  void learnsAwsTimeAndRepeatsACallThatWasRefusedForIt() {
    aws.thenError(403, "SignatureDoesNotMatch", "Signature expired: is now earlier").thenRole();
    InstantSource slow = () -> Instant.now().minusSeconds(1_000);
    AwsCalls calls =
        new AwsCalls(new AwsHttp(properties(), new AwsClock(slow)), new SimpleMeterRegistry());
    assertThat(
            calls.call(
                java.util.List.of(new AwsEndpoint(Partition.AWS, aws.endpoint(), "us-east-1")),
                new QueryCall(AwsService.STS, "AssumeRole"),
                key(),
                xml -> "done"))
        .isEqualTo(new AwsAnswer.Answered<>("done"));
    assertThat(signedAt(0)).isCloseTo(slow.instant(), within(9, ChronoUnit.SECONDS));
    assertThat(signedAt(1)).isCloseTo(Instant.now(), within(9, ChronoUnit.SECONDS));
  }

  @Test
  void asksTheNextRegionWhenOneCannotBeReached() {
    aws.thenRole();
    AwsCalls calls = calls();
    AwsEndpoint dead =
        new AwsEndpoint(Partition.AWS, URI.create("http://127.0.0.1:1"), "us-east-1");
    AwsEndpoint living = new AwsEndpoint(Partition.AWS, aws.endpoint(), "us-west-2");
    AwsAnswer<String> answer =
        calls.call(
            java.util.List.of(dead, living),
            new QueryCall(AwsService.STS, "AssumeRole"),
            key(),
            xml -> Sts.text(xml, "AssumeRoleResult/Credentials/AccessKeyId"));
    assertThat(answer).isEqualTo(new AwsAnswer.Answered<>("ASIAEXAMPLE"));
    assertThat(aws.received().getFirst().headers().get("Authorization"))
        .contains("/us-west-2/sts/");
  }

  @Test
  void sendsACodeToTheFirstRegionAlone() {
    aws.thenRole();
    AwsEndpoint dead =
        new AwsEndpoint(Partition.AWS, URI.create("http://127.0.0.1:1"), "us-east-1");
    AwsEndpoint living = new AwsEndpoint(Partition.AWS, aws.endpoint(), "us-west-2");
    AwsAnswer<String> answer =
        calls()
            .call(
                java.util.List.of(dead, living),
                new QueryCall(AwsService.STS, "GetSessionToken").with(code()),
                key(),
                xml -> "");
    assertThat(answer).isInstanceOf(AwsAnswer.NotReached.class);
    assertThat(aws.received()).isEmpty();
  }

  private Instant signedAt(int request) {
    return DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
        .withZone(ZoneOffset.UTC)
        .parse(
            String.valueOf(aws.received().get(request).headers().get("X-Amz-Date")), Instant::from);
  }

  private AwsAnswer<SessionCredentials> assume(@Nullable MfaCode code) {
    return sts()
        .assumeRole(
            Partition.AWS,
            key(),
            new RoleToAssume(ROLE, "alice", "alice", null, Duration.ofHours(1), null, Map.of()),
            code);
  }

  private Sts sts() {
    return new Sts(calls(), new AwsEndpoints(properties(), settings()));
  }

  private AwsCalls calls() {
    return new AwsCalls(new AwsHttp(properties(), clock), new SimpleMeterRegistry());
  }

  private AwsProperties properties() {
    return new AwsProperties(
        IdentitySource.NONE,
        aws.endpoint(),
        Map.of(),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        10);
  }

  private static BrokerSettings settings() {
    return new BrokerSettings(Mode.SANDBOX, null);
  }

  private static AwsKey key() {
    return AwsKey.longTerm("AKIAEXAMPLE", Secret.of("secret"));
  }

  private static MfaCode code() {
    return new MfaCode("arn:aws:iam::123456789012:mfa/phone", Secret.of("123456"));
  }

  private static <T> T answered(AwsAnswer<T> answer) {
    assertThat(answer).isInstanceOf(AwsAnswer.Answered.class);
    return ((AwsAnswer.Answered<T>) answer).value();
  }

  private static AwsRefusal refusal(AwsAnswer<?> answer) {
    assertThat(answer).isInstanceOf(AwsAnswer.Refused.class);
    return ((AwsAnswer.Refused<?>) answer).why();
  }

  private void sdks(RoleToAssume role) {
    try (StsClient client =
        StsClient.builder()
            .httpClientBuilder(Apache5HttpClient.builder())
            .region(Region.US_EAST_1)
            .endpointOverride(aws.endpoint())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAEXAMPLE", "s")))
            .build()) {
      client.assumeRole(
          request ->
              request
                  .roleArn(role.roleArn())
                  .roleSessionName(role.sessionName())
                  .sourceIdentity(role.sourceIdentity())
                  .externalId(role.externalId())
                  .durationSeconds(Math.toIntExact(role.duration().toSeconds()))
                  .policy(role.sessionPolicy())
                  .tags(
                      role.tags().entrySet().stream()
                          .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                          .toList())
                  .serialNumber("arn:aws:iam::123456789012:mfa/phone")
                  .tokenCode("123456"));
    }
  }

  /** A byte at a time, for as long as somebody reads. */
  private static void dribble(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try {
      for (int i = 0; i < 100; i++) {
        exchange.getResponseBody().write(" ".getBytes(UTF_8));
        exchange.getResponseBody().flush();
        java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      }
    } finally {
      exchange.close();
    }
  }
}
