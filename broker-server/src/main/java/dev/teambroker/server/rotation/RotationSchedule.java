package dev.teambroker.server.rotation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code broker.rotation.schedule.*}: when a key is old enough, and when a rotation may start.
 *
 * @param period how old a key may become; 0: no rotation starts by itself; an owner may set another
 *     one for a shared user
 * @param cron in place of a period: at the first of these times after a key was made, such as `0 2
 *     1 * * Europe/Berlin`
 * @param jitter by how much of that, at most, a key's turn comes earlier; each shared user's own
 * @param windows when rotations may start, such as `Mon-Fri 02:00-05:00 Europe/Berlin`; none:
 *     always
 * @param freezes days in UTC on which none starts, such as `2026-12-20/2027-01-06`
 * @param notice so long before its turn it is told of a shared user that its key will be replaced;
 *     0: not at all
 * @param perAccount how many rotations of an AWS account may be making and proving keys at once
 */
@ConfigurationProperties("broker.rotation.schedule")
public record RotationSchedule(
    @DefaultValue("0") Duration period,
    @DefaultValue("") String cron,
    @DefaultValue("1d") Duration jitter,
    @DefaultValue List<String> windows,
    @DefaultValue List<String> freezes,
    @DefaultValue("7d") Duration notice,
    @DefaultValue("20") int perAccount) {
  public RotationSchedule {
    windows = List.copyOf(windows);
    freezes = List.copyOf(freezes);
    windows.forEach(RotationWindow::of);
    freezes.forEach(RotationFreeze::of);
    if (period.isNegative() || jitter.isNegative() || notice.isNegative()) {
      throw new IllegalArgumentException(
          "broker.rotation.schedule.period, jitter and notice take durations such as 90d");
    }
    if (!cron.isEmpty()) {
      checkCron(cron, period);
    }
    if (!period.isZero() && jitter.compareTo(period) >= 0) {
      throw new IllegalArgumentException(
          "broker.rotation.schedule.jitter takes a duration below the period");
    }
    if (perAccount < 1) {
      throw new IllegalArgumentException("broker.rotation.schedule.per-account takes 1 or more");
    }
  }

  private static void checkCron(String cron, Duration period) {
    if (!period.isZero()) {
      throw new IllegalArgumentException(
          "broker.rotation.schedule takes a period or a cron, and not both");
    }
    try {
      Rhythm.ofCron(cron);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "broker.rotation.schedule.cron takes " + Rhythm.TAKES_CRON + ", and not \"" + cron + "\"",
          e);
    }
  }

  /** Of the shared users whose owners have set no other one. */
  Rhythm inherited() {
    if (!cron.isEmpty()) {
      return Rhythm.ofCron(cron);
    }
    return period.isZero() ? new Rhythm.None() : new Rhythm.Age(period);
  }

  /** Whether rotations may start then. */
  boolean mayStartAt(Instant time) {
    return freezes.stream().map(RotationFreeze::of).noneMatch(freeze -> freeze.holdsAt(time))
        && (windows.isEmpty()
            || windows.stream().map(RotationWindow::of).anyMatch(window -> window.isOpenAt(time)));
  }

  /** When the turn of a shared user comes whose key was made then; the same on every replica. */
  Optional<Instant> dueAt(String sharedUserId, Instant madeAt, Rhythm rhythm) {
    return switch (rhythm) {
      case Rhythm.None _ -> Optional.empty();
      case Rhythm.Age(Duration oldest) ->
          Optional.of(madeAt.plus(oldest).minus(earlier(sharedUserId, oldest)));
      case Rhythm.Times times -> times.after(madeAt);
    };
  }

  /** The jitter is set for long periods; it takes half of a short one at most. */
  private Duration earlier(String sharedUserId, Duration oldest) {
    Duration half = oldest.dividedBy(2);
    Duration most = jitter.compareTo(half) < 0 ? jitter : half;
    return most.dividedBy(1 << 16).multipliedBy(share(sharedUserId));
  }

  /** Spreads the shared users evenly over 0 to 65,535. */
  private static int share(String sharedUserId) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(sharedUserId.getBytes(StandardCharsets.UTF_8));
      return Short.toUnsignedInt(ByteBuffer.wrap(hash).getShort());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
