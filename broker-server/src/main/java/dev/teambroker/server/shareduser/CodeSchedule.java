package dev.teambroker.server.shareduser;

import dev.teambroker.server.aws.MfaSeed;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * When the next codes can be had. AWS's time is known to a second, so the first and the last
 * moments of a step are left alone.
 */
final class CodeSchedule {
  private static final Duration STEP = Duration.ofSeconds(MfaSeed.STEP_SECONDS);
  private static final Duration LEAD = Duration.ofSeconds(1);
  private static final Duration TAIL = Duration.ofSeconds(3);

  private CodeSchedule() {}

  /**
   * A device as it stands.
   *
   * @param lastStep the last step whose code was handed out; none: below zero
   * @param freeFrom until then a code of it may still be on its way to AWS
   */
  record DeviceTimes(String serialNumber, long lastStep, Instant freeFrom) {}

  /** That a code of the device can be used from then on. */
  record Turn(String serialNumber, Instant from) {
    boolean isDue(Instant now) {
      return !from.isAfter(now);
    }

    long step() {
      return MfaSeed.stepAt(from);
    }
  }

  /**
   * The turn of one who has that many before him, over all devices.
   *
   * @param devices at least one
   */
  static Turn turn(Collection<DeviceTimes> devices, int before, Instant now) {
    return devices.stream()
        .flatMap(
            device -> {
              Instant first = firstUse(device, now);
              return IntStream.rangeClosed(0, before / devices.size() + before)
                  .mapToObj(i -> new Turn(device.serialNumber(), usable(first, i)));
            })
        .sorted(Comparator.comparing(Turn::from).thenComparing(Turn::serialNumber))
        .skip(before)
        .findFirst()
        .orElseThrow();
  }

  private static Instant usable(Instant first, int stepsLater) {
    return stepsLater == 0 ? first : start(MfaSeed.stepAt(first) + stepsLater).plus(LEAD);
  }

  private static Instant firstUse(DeviceTimes device, Instant now) {
    Instant from = later(now, device.freeFrom());
    from = later(from, start(device.lastStep() + 1));
    Instant step = start(MfaSeed.stepAt(from));
    if (from.isBefore(step.plus(LEAD))) {
      return step.plus(LEAD);
    }
    return from.isBefore(step.plus(STEP).minus(TAIL)) ? from : step.plus(STEP).plus(LEAD);
  }

  private static Instant start(long step) {
    return Instant.ofEpochSecond(step * STEP.toSeconds());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
