package dev.teambroker.server.shareduser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.aws.Partition;
import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.secretstore.SealedSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyWarningsTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final SharedUser USER =
      new SharedUser(
          SharedUserId.fresh(),
          1,
          "deploy",
          Partition.AWS,
          "123456789012",
          "deploy",
          "arn:aws:iam::123456789012:user/deploy",
          "AIDA",
          new SharedUserState.Active(),
          new MemberId(FreshId.of("m")),
          NOW);

  private final KeyWarnings warnings =
      new KeyWarnings(new KeyAgeSettings(Duration.ofDays(90)), () -> NOW);

  @Test
  void areOfKeysThatAreOldFromThatDayOn() {
    assertThat(of(key(KeyState.CURRENT, false, 89))).isEmpty();
    assertThat(of(key(KeyState.CURRENT, false, 90)))
        .containsExactly("The key AKIA90 of deploy is 90 days old.");
  }

  @Test
  void areOfKeysThatWereOutsideOfTheBroker() {
    assertThat(of(key(KeyState.FORMER, true, 1)))
        .singleElement()
        .asString()
        .contains("AKIA1", "until it is rotated");
  }

  @Test
  void areNotOfKeysThatAreRetired() {
    assertThat(of(key(KeyState.RETIRED, true, 1000))).isEmpty();
  }

  private List<String> of(AccessKey key) {
    return warnings.of(USER, List.of(key), Map.of(key.accessKeyId(), key.storedAt()));
  }

  private static AccessKey key(KeyState state, boolean exposed, int days) {
    return new AccessKey(
        AccessKey.freshId(),
        1,
        USER.sharedUserId(),
        "AKIA" + days,
        state,
        exposed,
        NOW.minus(Duration.ofDays(days)),
        new SealedSecret(new byte[] {1}));
  }
}
