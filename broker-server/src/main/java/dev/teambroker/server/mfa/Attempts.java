package dev.teambroker.server.mfa;

import dev.teambroker.server.member.Device;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Attempts at codes, counted for the device and then for the member, before a code is compared: of
 * many at once, over however many replicas, only those that the back-off lets through are compared.
 */
@Component
class Attempts {
  private final JdbcClient database;

  Attempts(JdbcClient database) {
    this.database = database;
  }

  /** What counting said. */
  sealed interface Counted {
    /** It may be compared; so many attempts have failed, this one included until it succeeds. */
    record Allowed(int ofDevice, int ofMember) implements Counted {}

    /** It must not be compared. */
    record TooSoon(Duration retryAfter) implements Counted {}
  }

  Counted count(Device device, Instant now) {
    return database
        .sql(
            """
            select of_device, of_member, waits_until
              from broker.count_attempt(
                :device, :deviceFree, :deviceFirst, :deviceLongest,
                :member, :memberFree, :memberFirst, :memberLongest, :now)
            """)
        .param("device", device.id())
        .param("deviceFree", BackOff.DEVICE.free())
        .param("deviceFirst", BackOff.DEVICE.first().toSeconds())
        .param("deviceLongest", BackOff.DEVICE.longest().toSeconds())
        .param("member", device.member().value())
        .param("memberFree", BackOff.MEMBER.free())
        .param("memberFirst", BackOff.MEMBER.first().toSeconds())
        .param("memberLongest", BackOff.MEMBER.longest().toSeconds())
        .param("now", Times.of(now))
        .query((row, _) -> counted(row, now))
        .single();
  }

  private static Counted counted(ResultSet row, Instant now) throws SQLException {
    if (row.getObject("of_device") != null) {
      return new Counted.Allowed(row.getInt("of_device"), row.getInt("of_member"));
    }
    Duration wait = Duration.between(now, Times.read(row, "waits_until"));
    return new Counted.TooSoon(wait.isPositive() ? wait : Duration.ofSeconds(1));
  }

  /** A right code: the device's failures are forgotten, and the member's that came from it. */
  void forget(Device device) {
    database
        .sql(
            """
            with mine as (
              delete from broker.code_attempt where subject = :device returning failures)
            update broker.code_attempt
               set failures = greatest(0, failures - (select failures from mine)),
                   backed_off_until = to_timestamp(0)
             where subject = :member and exists (select from mine)
            """)
        .param("device", device.id())
        .param("member", device.member().value())
        .update();
  }

  /**
   * A code that was right once is no guess: the attempt doesn't count, but what waits still waits.
   * The device's row comes before the member's everywhere, or two would wait for each other.
   */
  void discount(Device device) {
    database
        .sql(
            """
            with mine as (
              update broker.code_attempt set failures = greatest(0, failures - 1)
               where subject = :device returning subject)
            update broker.code_attempt set failures = greatest(0, failures - 1)
             where subject = :member and (select count(*) from mine) >= 0
            """)
        .param("device", device.id())
        .param("member", device.member().value())
        .update();
  }

  /** An admin unlocked: nothing is held against the member and their devices. */
  void forgetAll(MemberId member, Collection<Device> devices) {
    Stream.concat(Stream.of(member.value()), devices.stream().map(Device::id))
        .forEach(
            subject ->
                database
                    .sql("delete from broker.code_attempt where subject = :subject")
                    .param("subject", subject)
                    .update());
  }
}
