package dev.teambroker.server.shareduser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.shareduser.CodeSchedule.DeviceTimes;
import dev.teambroker.server.shareduser.CodeSchedule.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The time axis here begins at a step: second 30 is the beginning of the step after. */
class CodeScheduleTest {
  private static final long FIRST_STEP = 60_000_000;

  @Test
  void aDeviceThatWasNeverUsedGivesItsCodeAtOnce() {
    assertThat(turn(List.of(unused("a")), 0, at(5))).isEqualTo(new Turn("a", at(5)));
  }

  @Test
  void aUsedStepIsOverOnlyWhenTheNextHasBegunForASecond() {
    assertThat(turn(List.of(used("a", 0)), 0, at(5))).isEqualTo(new Turn("a", at(31)));
  }

  @Test
  void theFirstAndTheLastMomentsOfAStepAreLeftAlone() {
    assertThat(turn(List.of(unused("a")), 0, at(0)).from()).isEqualTo(at(1));
    assertThat(turn(List.of(unused("a")), 0, at(26)).from()).isEqualTo(at(26));
    assertThat(turn(List.of(unused("a")), 0, at(27)).from()).isEqualTo(at(31));
  }

  @Test
  void aCodeThatIsOnItsWayHoldsTheDeviceBack() {
    DeviceTimes inHand = new DeviceTimes("a", FIRST_STEP, at(40));
    assertThat(turn(List.of(inHand), 0, at(28)).from()).isEqualTo(at(40));
  }

  @Test
  void thoseBeforeTakeTheDevicesThatAreFree() {
    List<DeviceTimes> three = List.of(unused("a"), used("b", 0), unused("c"));
    assertThat(turn(three, 0, at(5))).isEqualTo(new Turn("a", at(5)));
    assertThat(turn(three, 1, at(5))).isEqualTo(new Turn("c", at(5)));
    assertThat(turn(three, 2, at(5)).from()).isEqualTo(at(31));
    assertThat(turn(three, 4, at(5)).from()).isEqualTo(at(31));
    assertThat(turn(three, 5, at(5)).from()).isEqualTo(at(61));
  }

  @Test
  void oneDeviceGivesFiftyTheirTurnsHalfAMinuteApart() {
    for (int before = 0; before < 50; before++) {
      Instant from = turn(List.of(used("a", 0)), before, at(10)).from();
      assertThat(from).isEqualTo(at(31 + 30 * before));
    }
  }

  @Test
  void noStepIsGivenTwiceHoweverTheDevicesStand() {
    Random random = new Random(4711);
    for (int run = 0; run < 200; run++) {
      int devices = 1 + random.nextInt(8);
      TreeMap<String, DeviceTimes> stand = new TreeMap<>();
      for (int i = 0; i < devices; i++) {
        String name = "device-" + i;
        stand.put(name, random.nextBoolean() ? unused(name) : used(name, random.nextInt(3)));
      }
      Instant now = at(random.nextInt(90));
      for (int before = 0; before < 20; before++) {
        Turn turn = turn(List.copyOf(stand.values()), 0, now);
        assertThat(turn.step()).isGreaterThan(lastStep(stand.get(turn.serialNumber())));
        assertThat(turn.from()).isAfterOrEqualTo(now);
        stand.put(
            turn.serialNumber(), new DeviceTimes(turn.serialNumber(), turn.step(), Instant.EPOCH));
        now = turn.from();
      }
    }
  }

  private static long lastStep(@Nullable DeviceTimes device) {
    return Objects.requireNonNull(device).lastStep();
  }

  private static Turn turn(List<DeviceTimes> devices, int before, Instant now) {
    return CodeSchedule.turn(devices, before, now);
  }

  private static DeviceTimes unused(String name) {
    return new DeviceTimes(name, -1, Instant.EPOCH);
  }

  private static DeviceTimes used(String name, int step) {
    return new DeviceTimes(name, FIRST_STEP + step, Instant.EPOCH);
  }

  private static Instant at(int second) {
    return Instant.ofEpochSecond(FIRST_STEP * 30 + second);
  }
}
