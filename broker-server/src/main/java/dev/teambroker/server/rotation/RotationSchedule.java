package dev.teambroker.server.rotation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code broker.rotation.schedule.*}: when a key is old enough, and when a rotation may start.
 *
 * @param period how old a key may become; 0: no rotation starts by itself
 * @param jitter by how much of that, at most, a key's turn comes earlier; each shared user's own
 * @param windows when rotations may start, such as `Mon-Fri 02:00-05:00 Europe/Berlin`; none:
 *     always
 * @param freezes days in UTC on which none starts, such as `2026-12-20/2027-01-06`
 * @param perAccount how many rotations of an AWS account may be making and proving keys at once
 */
@ConfigurationProperties("broker.rotation.schedule")
public record RotationSchedule(
    @DefaultValue("0") Duration period,
    @DefaultValue("1d") Duration jitter,
    @DefaultValue List<String> windows,
    @DefaultValue List<String> freezes,
    @DefaultValue("20") int perAccount) {
  public RotationSchedule {
    windows = List.copyOf(windows);
    freezes = List.copyOf(freezes);
    windows.forEach(RotationWindow::of);
    freezes.forEach(RotationFreeze::of);
    if (period.isNegative() || jitter.isNegative()) {
      throw new IllegalArgumentException(
          "broker.rotation.schedule.period and jitter take durations such as 90d");
    }
    if (!period.isZero() && jitter.compareTo(period) >= 0) {
      throw new IllegalArgumentException(
          "broker.rotation.schedule.jitter takes a duration below the period");
    }
    if (perAccount < 1) {
      throw new IllegalArgumentException("broker.rotation.schedule.per-account takes 1 or more");
    }
  }

  boolean isOn() {
    return !period.isZero();
  }

  /** Whether rotations may start then. */
  boolean mayStartAt(Instant time) {
    return freezes.stream().map(RotationFreeze::of).noneMatch(freeze -> freeze.holdsAt(time))
        && (windows.isEmpty()
            || windows.stream().map(RotationWindow::of).anyMatch(window -> window.isOpenAt(time)));
  }

  /** No key that was stored later can be due then. */
  Instant storedAtLatest(Instant time) {
    return time.minus(period).plus(jitter);
  }

  /** When the turn of a shared user comes whose key was stored then; the same on every replica. */
  Instant dueAt(String sharedUserId, Instant storedAt) {
    return storedAt.plus(period).minus(jitter.dividedBy(1 << 16).multipliedBy(share(sharedUserId)));
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
