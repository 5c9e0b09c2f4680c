package dev.teambroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.sandbox.setting.Delay;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** AWS is not consistent at once. */
class StaleStateTest {
  private final Scene scene = new Scene();

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void listsKeysAsTheyWere() {
    scene.pass(Duration.ofSeconds(10));
    scene.aws.set(Delay.STALE_LISTING, Duration.ofSeconds(10));
    SandboxKey second = scene.anna.key();
    assertThat(list().elements("AccessKeyId")).containsExactly(scene.key.id());
    scene.pass(Duration.ofSeconds(10));
    assertThat(list().elements("AccessKeyId")).containsExactly(scene.key.id(), second.id());
    second.delete();
    assertThat(list().elements("AccessKeyId")).containsExactly(scene.key.id(), second.id());
    scene.pass(Duration.ofSeconds(10));
    assertThat(list().elements("AccessKeyId")).containsExactly(scene.key.id());
  }

  private RawReply list() {
    return scene.iam("ListAccessKeys").with("UserName", "anna").send().ok();
  }

  @Test
  void letsPoliciesTakeEffectLater() {
    scene.pass(Duration.ofMinutes(1));
    scene.aws.set(Delay.POLICY_PROPAGATION, Duration.ofMinutes(1));
    scene.anna.withoutPolicy("all");
    scene.iam("GetUser").send().ok();
    scene.pass(Duration.ofMinutes(1));
    scene.iam("GetUser").send().isRefused(403, "AccessDenied", "iam:GetUser");
  }

  @Test
  void tellsLastUseOnlyCoarsely() {
    assertThat(lastUse(scene.anna.key().id()).element("ServiceName")).isEqualTo("N/A");
    String first = lastUse(scene.key.id()).element("LastUsedDate");
    scene.pass(Duration.ofMinutes(14));
    assertThat(lastUse(scene.key.id()).element("LastUsedDate")).isEqualTo(first);
    scene.pass(Duration.ofMinutes(1));
    assertThat(lastUse(scene.key.id()).element("LastUsedDate")).isGreaterThan(first);
  }

  private RawReply lastUse(String keyId) {
    return scene.iam("GetAccessKeyLastUsed").with("AccessKeyId", keyId).send().ok();
  }

  @Test
  void letsSessionsOutliveTheirKey() {
    RawCredentials session = scene.userSession();
    scene.annasKey.delete();
    RawCall.sts(scene.aws, session, "GetCallerIdentity").send().ok();
  }

  @Test
  void sendsItsOwnTimeWithEveryAnswer() {
    scene.pass(Duration.ofDays(400));
    RawReply reply = scene.sts("GetCallerIdentity").send().ok();
    String year = Integer.toString(scene.aws.clock().instant().atOffset(ZoneOffset.UTC).getYear());
    assertThat(reply.headers().firstValue("Date").orElse("")).contains(year).endsWith("GMT");
    assertThat(reply.headers().firstValue("x-amzn-RequestId")).hasValue(reply.element("RequestId"));
  }
}
