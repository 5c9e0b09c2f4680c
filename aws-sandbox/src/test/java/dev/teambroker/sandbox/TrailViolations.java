package dev.teambroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.sandbox.setting.Delay;
import java.time.Duration;

/** What can't be looked up, or not yet. */
final class TrailViolations {
  private static final String KEYS_MADE =
      """
      {"LookupAttributes": [{"AttributeKey": "EventName", "AttributeValue": "CreateAccessKey"}]}""";

  private TrailViolations() {}

  static void iamEventsElsewhere(Scene scene) {
    scene.iam("CreateAccessKey").with("UserName", "anna").send().ok();
    RawCall lookup = RawCall.lookupEvents(scene.aws, scene.key, KEYS_MADE);
    assertThat(lookup.send().ok().body()).contains("CreateAccessKey");
    assertThat(lookup.signedFor("cloudtrail", "eu-central-1").send().ok().body())
        .doesNotContain("CreateAccessKey");
  }

  static void eventAtOnce(Scene scene) {
    scene.aws.set(Delay.TRAIL, Duration.ofMinutes(2));
    scene.iam("CreateAccessKey").with("UserName", "anna").send().ok();
    assertThat(RawCall.lookupEvents(scene.aws, scene.key, KEYS_MADE).send().ok().body())
        .doesNotContain("CreateAccessKey");
    scene.pass(Duration.ofMinutes(2));
    assertThat(RawCall.lookupEvents(scene.aws, scene.key, KEYS_MADE).send().ok().body())
        .contains("CreateAccessKey");
  }

  static void tooManyResults(Scene scene) {
    RawCall.lookupEvents(scene.aws, scene.key, "{\"MaxResults\": 51}")
        .send()
        .isRefused(400, "InvalidMaxResultsException", "between 1 and 50");
  }
}
