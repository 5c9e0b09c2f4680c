package dev.teambroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.sandbox.account.SeedReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A virtual MFA device's life, with the codes that its seed gives. */
class MfaDeviceTest {
  private static final String ARN = "arn:aws:iam::123456789012:mfa/new";

  private final Scene scene = new Scene();

  @AfterEach
  void stop() {
    scene.close();
  }

  private String created() {
    RawReply made =
        scene.iam("CreateVirtualMFADevice").with("VirtualMFADeviceName", "new").send().ok();
    return new String(
        Base64.getDecoder().decode(made.element("Base32StringSeed")), StandardCharsets.US_ASCII);
  }

  private RawReply codes(String operation, String seed, Instant first) {
    return scene
        .iam(operation)
        .with("UserName", "anna")
        .with("SerialNumber", ARN)
        .with("AuthenticationCode1", SeedReader.code(seed, first))
        .with("AuthenticationCode2", SeedReader.code(seed, first.plusSeconds(30)))
        .send();
  }

  private RawReply session(String code) {
    return scene.sts("GetSessionToken").with("SerialNumber", ARN).with("TokenCode", code).send();
  }

  private Instant now() {
    return scene.aws.clock().instant();
  }

  @Test
  void isEnabledWithTwoCodesThatAreUsedThen() {
    String seed = created();
    codes("EnableMFADevice", seed, now().minusSeconds(30)).ok();
    session(SeedReader.code(seed, now())).isRefused(403, "AccessDenied", "one time pass code");
    scene.pass(Duration.ofSeconds(30));
    session(SeedReader.code(seed, now())).ok();
  }

  @Test
  void isntTakenForMfaBeforeItIsEnabled() {
    String seed = created();
    session(SeedReader.code(seed, now())).isRefused(403, "AccessDenied", "serial number");
  }

  @Test
  void worksAgainAfterResync() {
    String seed = created();
    codes("EnableMFADevice", seed, now().minusSeconds(30)).ok();
    Instant clockOfDevice = now().plusSeconds(600);
    session(SeedReader.code(seed, clockOfDevice))
        .isRefused(403, "AccessDenied", "one time pass code");
    codes("ResyncMFADevice", seed, clockOfDevice).ok();
    session(SeedReader.code(seed, clockOfDevice.plusSeconds(60))).ok();
  }

  @Test
  void isListedUntilItIsDeactivatedAndDeleted() {
    String seed = created();
    codes("EnableMFADevice", seed, now().minusSeconds(30)).ok();
    assertThat(list()).contains(ARN);
    scene.iam("DeactivateMFADevice").with("UserName", "anna").with("SerialNumber", ARN).send().ok();
    assertThat(list()).doesNotContain(ARN);
    scene.iam("DeleteVirtualMFADevice").with("SerialNumber", ARN).send().ok();
    scene
        .iam("DeactivateMFADevice")
        .with("UserName", "anna")
        .with("SerialNumber", ARN)
        .send()
        .isRefused(404, "NoSuchEntity", "");
  }

  private String list() {
    return scene.iam("ListMFADevices").with("UserName", "anna").send().ok().body();
  }
}
