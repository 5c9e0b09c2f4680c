package dev.teambroker.server.mfa;

import dev.teambroker.server.member.Device;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Attempts at codes, counted for the device and then for the member, before a code is compared: of
 * many at once, over however many replicas, only those that the back-off lets through are compared.
 */
@Component
class Attempts {
  private final JdbcClient database;
  private final TransactionTemplate transaction;

  Attempts(JdbcClient database, PlatformTransactionManager transactions) {
    this.database = database;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** What counting said. */
  sealed interface Counted {
    /** It may be compared; so many attempts have failed, this one included until it succeeds. */
    record Allowed(int ofDevice, int ofMember) implements Counted {}

    /** It must not be compared. */
    record TooSoon(Duration retryAfter) implements Counted {}
  }

  Counted count(Device device, Instant now) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              Counted counted = count(device.id(), device.member().value(), now);
              if (counted instanceof Counted.TooSoon) {
                status.setRollbackOnly();
              }
              return counted;
            }));
  }

  private Counted count(String device, String member, Instant now) {
    Optional<Integer> ofDevice = count(device, BackOff.DEVICE, now);
    if (ofDevice.isEmpty()) {
      return new Counted.TooSoon(waitOf(device, now));
    }
    Optional<Integer> ofMember = count(member, BackOff.MEMBER, now);
    return ofMember.isEmpty()
        ? new Counted.TooSoon(waitOf(member, now))
        : new Counted.Allowed(ofDevice.get(), ofMember.get());
  }

  private Optional<Integer> count(String subject, BackOff policy, Instant now) {
    return database
        .sql(
            """
            insert into broker.code_attempt as a (subject, failures, backed_off_until)
            values (:subject, 1, :now)
            on conflict (subject) do update
               set failures = a.failures + 1,
                   backed_off_until = cast(:now as timestamptz)
                     + case when a.failures + 1 <= :free then interval '0'
                            else least(:longest,
                                       :first * power(2, least(a.failures - :free, 30)))
                                 * interval '1 second'
                       end
             where a.backed_off_until <= :now
            returning failures
            """)
        .param("subject", subject)
        .param("now", Times.of(now))
        .param("free", policy.free())
        .param("first", policy.first().toSeconds())
        .param("longest", policy.longest().toSeconds())
        .query(Integer.class)
        .optional();
  }

  private Duration waitOf(String subject, Instant now) {
    return database
        .sql("select backed_off_until from broker.code_attempt where subject = :subject")
        .param("subject", subject)
        .query((row, _) -> Duration.between(now, Times.read(row, "backed_off_until")))
        .optional()
        .orElse(Duration.ofSeconds(1));
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
   */
  void discount(Device device) {
    database
        .sql(
            """
            update broker.code_attempt set failures = greatest(0, failures - 1)
             where subject in (:device, :member)
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
