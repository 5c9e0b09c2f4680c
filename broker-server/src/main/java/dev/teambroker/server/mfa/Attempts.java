package dev.teambroker.server.mfa;

import dev.teambroker.server.member.Device;
import dev.teambroker.server.member.MemberId;
import java.util.Collection;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is held against devices and members who sent wrong codes. Rows are changed in the order that
 * db/migrations/V322 tells.
 */
@Component
class Attempts {
  private final JdbcClient database;

  Attempts(JdbcClient database) {
    this.database = database;
  }

  /**
   * Takes a right code, in one statement: moves the factor's last step up to its own and forgets
   * the attempts; false, and nothing is changed, if it or a later one was accepted before. Of all
   * who ask with one code, on whichever replica, one gets true.
   */
  boolean take(RightCode code) {
    return database
        .sql(
            """
            with moved as (
              update broker.factor_step set last_step = :step
               where factor_id = :factor and last_step < :step returning factor_id),
            mine as (
              delete from broker.code_attempt
               where subject = :device and exists (select from moved) returning failures),
            members as (
              update broker.code_attempt
                 set failures = greatest(0, failures - (select failures from mine)),
                     backed_off_until = to_timestamp(0)
               where subject = :member and exists (select from mine) returning subject)
            select exists (select from moved)
            """)
        .param("factor", code.factorId())
        .param("step", code.step())
        .param("device", code.deviceId())
        .param("member", code.memberId())
        .query(Boolean.class)
        .single();
  }

  /** A right recovery code: the device's failures are forgotten, and the member's that are its. */
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

  /** An admin unlocked: nothing is held against the member and their devices. */
  void forgetAll(MemberId member, Collection<Device> devices) {
    Stream.concat(devices.stream().map(Device::id).sorted(), Stream.of(member.value()))
        .forEach(
            subject ->
                database
                    .sql("delete from broker.code_attempt where subject = :subject")
                    .param("subject", subject)
                    .update());
  }
}
