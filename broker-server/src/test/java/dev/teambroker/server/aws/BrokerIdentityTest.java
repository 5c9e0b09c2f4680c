package dev.teambroker.server.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.protocol.Secret;
import dev.teambroker.server.web.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who the broker is at AWS on an instance and in a container; web identities are told elsewhere.
 */
class BrokerIdentityTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final FakeMetadata metadata = new FakeMetadata();
  @TempDir private Path directory;

  @AfterEach
  void stop() {
    metadata.close();
  }

  @Test
  void asksAnInstanceByTheTokenOfVersionTwo() {
    SessionCredentials own = done(instance().fetch());
    assertThat(own.accessKeyId()).isEqualTo("ASIAOWN");
    assertThat(own.secretAccessKey()).isEqualTo(Secret.of("s3cr3t/"));
    assertThat(own.sessionToken()).isEqualTo(Secret.of("t0ken"));
    assertThat(own.expiration()).isEqualTo(Instant.parse("2026-01-01T13:00:00Z"));
    assertThat(metadata.asked())
        .containsExactly(
            "PUT /latest/api/token",
            "GET /latest/meta-data/iam/security-credentials/",
            "GET /latest/meta-data/iam/security-credentials/the-role");
  }

  @Test
  void asksAnInstanceNothingWithoutThatToken() {
    metadata.breaks();
    assertThat(refusal(instance().fetch())).contains("IMDSv2", "status 500");
    assertThat(metadata.asked()).containsOnly("PUT /latest/api/token");
  }

  @Test
  void asksAContainersServiceWithItsTokenAndReadsTheFileFirst() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), FakeMetadata.CONTAINER_TOKEN);
    TestVariables variables =
        container(
            Map.of(
                "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                file.toString(),
                "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                "another",
                "AWS_ACCESS_KEY_ID",
                "AKIASOMEBODY"));
    ContainerIdentity identity = new ContainerIdentity(new MetadataHttp(), variables);
    assertThat(done(identity.fetch()).accessKeyId()).isEqualTo("ASIAOWN");
    assertThat(variables.asked()).allMatch(name -> name.startsWith("AWS_CONTAINER_"));

    Files.writeString(file, FakeMetadata.CONTAINER_TOKEN + "\nX-Other: 1");
    assertThat(refusal(identity.fetch())).contains("what no header can").doesNotContain("X-Other");
    Files.delete(file);
    assertThat(refusal(identity.fetch())).contains("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
  }

  @Test
  void asksOverPlainHttpNobodyButTheServicesAndLoopback() {
    assertThatThrownBy(() -> containerAt("http://192.0.2.1/creds"))
        .hasMessageContaining("AWS_CONTAINER_CREDENTIALS_FULL_URI takes an https address");
    assertThatThrownBy(() -> containerAt("file:///etc/passwd"))
        .hasMessageContaining("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    containerAt("https://192.0.2.1/creds");
    containerAt("http://169.254.170.23/v1/credentials");
  }

  @Test
  void doesNotStartWithoutTheVariablesOfTheChosenProvider() {
    assertThatThrownBy(() -> new ContainerIdentity(new MetadataHttp(), TestVariables.of(Map.of())))
        .hasMessageContaining("broker.aws.identity=container needs");
    TestVariables noFile = TestVariables.of(Map.of("AWS_ROLE_ARN", "arn:aws:iam::1:role/x"));
    assertThatThrownBy(() -> TestAws.webIdentity(metadata.uri(""), noFile))
        .hasMessageContaining("AWS_WEB_IDENTITY_TOKEN_FILE is not set");
  }

  @Test
  void renewsShortlyBeforeTheEndAndServesWhatItHasWhileThatFails() {
    KeptSession kept = new KeptSession();
    InstanceIdentity instance = instance();
    done(kept.key(NOON, instance::fetch));
    done(kept.key(NOON.plus(Duration.ofMinutes(54)), instance::fetch));
    assertThat(metadata.asked()).hasSize(3);

    done(kept.key(NOON.plus(Duration.ofMinutes(55)), instance::fetch));
    assertThat(metadata.asked()).hasSize(6);

    metadata.breaks();
    done(kept.key(NOON.plus(Duration.ofMinutes(59)), instance::fetch));
    assertThat(refusal(kept.key(NOON.plus(Duration.ofHours(1)), instance::fetch)))
        .contains("IMDSv2");
  }

  @Test
  void handsOutCopiesThatSurviveARenewal() {
    KeptSession kept = new KeptSession();
    AwsKey first = done(kept.key(NOON, instance()::fetch));
    AwsKey second = done(kept.key(NOON.plus(Duration.ofMinutes(58)), instance()::fetch));
    second.close();
    assertThat(first.secretAccessKey()).isEqualTo(Secret.of("s3cr3t/"));
    done(kept.key(NOON, instance()::fetch)).secretAccessKey().length();
  }

  private InstanceIdentity instance() {
    return new InstanceIdentity(new MetadataHttp(), metadata.uri(""));
  }

  private TestVariables container(Map<String, String> more) {
    Map<String, String> all = new java.util.HashMap<>(more);
    all.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", metadata.uri("/creds").toString());
    return TestVariables.of(all);
  }

  private static void containerAt(String uri) {
    new ContainerIdentity(
        new MetadataHttp(), TestVariables.of(Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", uri)));
  }

  private static <T> T done(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).value();
  }

  private static String refusal(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused<?>) outcome).detail();
  }
}
