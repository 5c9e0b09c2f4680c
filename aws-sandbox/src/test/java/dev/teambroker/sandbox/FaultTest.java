package dev.teambroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.sandbox.setting.Delay;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong on request, and what is done all the same. */
class FaultTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  private final Scene scene = new Scene();

  @AfterEach
  void stop() {
    scene.close();
  }

  private RawReply create() {
    return scene.iam("CreateAccessKey").with("UserName", "anna").send();
  }

  private int keys() {
    return scene
        .iam("ListAccessKeys")
        .with("UserName", "anna")
        .send()
        .ok()
        .elements("AccessKeyId")
        .size();
  }

  private void failsWithoutAnswer() {
    assertThatThrownBy(this::create).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void saysNothingAndDoesNothing() {
    scene.aws.next("CreateAccessKey").timesOut(SHORT);
    failsWithoutAnswer();
    assertThat(keys()).isEqualTo(1);
  }

  @Test
  void saysNothingAfterDoing() {
    scene.aws.next("CreateAccessKey").timesOutAfterDoing(SHORT);
    failsWithoutAnswer();
    assertThat(keys()).isEqualTo(2);
  }

  @Test
  void resetsConnection() {
    scene.aws.next("CreateAccessKey").resets();
    failsWithoutAnswer();
    assertThat(keys()).isEqualTo(1);
  }

  @Test
  void resetsConnectionAfterDoing() {
    scene.aws.next("CreateAccessKey").resetsAfterDoing();
    failsWithoutAnswer();
    assertThat(keys()).isEqualTo(2);
  }

  @Test
  void failsInside() {
    scene.aws.next("CreateAccessKey").fails();
    create().isRefused(500, "InternalFailure", "unknown error");
    assertThat(keys()).isEqualTo(1);
  }

  @Test
  void failsInsideAfterDoing() {
    scene.aws.next("CreateAccessKey").failsAfterDoing();
    create().isRefused(500, "InternalFailure", "unknown error");
    assertThat(keys()).isEqualTo(2);
  }

  @Test
  void refusesWithWhateverIsWanted() {
    scene.aws.next("CreateAccessKey").fails(409, "EntityTemporarilyUnmodifiable", "Wait.");
    create().isRefused(409, "EntityTemporarilyUnmodifiable", "Wait.");
  }

  @Test
  void throttlesSoOften() {
    scene.aws.next("CreateAccessKey").times(2).throttled();
    create().isRefused(400, "Throttling", "Rate exceeded");
    create().isRefused(400, "Throttling", "Rate exceeded");
    create().ok();
  }

  @Test
  void garblesAnswerAfterDoing() {
    scene.aws.next("CreateAccessKey").garbled();
    assertThat(create().ok().body()).doesNotContain("AccessKeyId");
    assertThat(keys()).isEqualTo(2);
  }

  @Test
  void cutsAnswerShortAfterDoing() {
    scene.aws.next("CreateAccessKey").cutShort();
    failsWithoutAnswer();
    assertThat(keys()).isEqualTo(2);
  }

  @Test
  void takesItsTime() {
    scene.aws.next("CreateAccessKey").takes(SHORT);
    Instant start = scene.aws.clock().instant();
    create().ok();
    assertThat(Duration.between(start, scene.aws.clock().instant())).isGreaterThanOrEqualTo(SHORT);
  }

  @Test
  void letsEveryAnswerTakeItsTime() {
    scene.aws.set(Delay.LATENCY, SHORT);
    Instant start = scene.aws.clock().instant();
    create().ok();
    assertThat(Duration.between(start, scene.aws.clock().instant())).isGreaterThanOrEqualTo(SHORT);
  }

  @Test
  void deliversLateWhatWasBelievedLost() {
    scene.aws.next("CreateAccessKey").arrivesLate();
    failsWithoutAnswer();
    assertThat(keys()).isEqualTo(1);
    assertThat(scene.aws.deliverLate()).isEqualTo(1);
    assertThat(keys()).isEqualTo(2);
  }

  @Test
  void deliversLateByItself() {
    scene.aws.next("CreateAccessKey").arrivesLate(SHORT);
    failsWithoutAnswer();
    Awaitility.await().until(() -> keys() == 2);
  }

  @Test
  void doesNothingLateOnceTheSignatureIsTooOld() {
    scene.aws.next("CreateAccessKey").arrivesLate();
    failsWithoutAnswer();
    scene.pass(Duration.ofMinutes(5).plusSeconds(1));
    scene.aws.deliverLate();
    assertThat(keys()).isEqualTo(1);
  }

  @Test
  void hitsOnlyTheRegionThatIsMeant() {
    scene.aws.next("GetCallerIdentity").inRegion("us-east-1").always().fails();
    scene.sts("GetCallerIdentity").send().isRefused(500, "InternalFailure", "");
    scene.sts("GetCallerIdentity").signedFor("sts", "us-west-2").send().ok();
  }
}
