package dev.teambroker.server.shareduser;

import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.CodeSchedule.DeviceTimes;
import dev.teambroker.server.shareduser.CodeSchedule.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The codes that were handed out and those who wait, in PostgreSQL, so that all replicas hand out
 * of one book. One draws at a time for a shared user; a slot is committed before {@link #draw}
 * returns. Thread-safe.
 */
@Component
class CodeBook {
  /** Longer than a call to AWS can take. */
  static final Duration IN_HAND = Duration.ofSeconds(15);

  /** How long past its turn a place is kept. */
  static final Duration KEPT = Duration.ofSeconds(10);

  private static final long NONE = -1;

  private final JdbcClient database;
  private final TransactionTemplate transaction;

  CodeBook(JdbcClient database, PlatformTransactionManager transactions) {
    this.database = database;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** A turn, and how many are before; the slot is spent if the turn is due. */
  record Drawing(Turn turn, int before) {}

  /** The member's turn over the devices; a due one is taken, for another the place is kept. */
  Drawing draw(
      SharedUserId user,
      Collection<String> serialNumbers,
      MemberId member,
      String requestId,
      Instant now) {
    return inOrder(
        user,
        () -> {
          int before = queue(user, member, now);
          Drawing drawing =
              new Drawing(CodeSchedule.turn(times(serialNumbers), before, now), before);
          if (drawing.turn().isDue(now)) {
            spend(drawing.turn(), requestId, now);
            leave(user, member);
          } else {
            keepPlace(user, member, drawing.turn().from().plus(KEPT));
          }
          return drawing;
        });
  }

  /** A turn of one device alone, before all who wait: for proving it. */
  Turn drawFirst(SharedUserId user, String serialNumber, String requestId, Instant now) {
    return inOrder(
        user,
        () -> {
          Turn turn = CodeSchedule.turn(times(List.of(serialNumber)), 0, now);
          if (turn.isDue(now)) {
            spend(turn, requestId, now);
          }
          return turn;
        });
  }

  /** Gives a place at the head of the queue, to one whose code went to a replaced key. */
  void standFirst(SharedUserId user, MemberId member, Instant keptUntil) {
    inOrder(
        user,
        () -> {
          leave(user, member);
          return database
              .sql(
                  """
                  insert into broker.mfa_code_waiter (place, shared_user_id, member_id, kept_until)
                  overriding system value
                  select coalesce(min(place), 0) - 1, :user, :member, :until
                    from broker.mfa_code_waiter
                  """)
              .param("user", user.value())
              .param("member", member.value())
              .param("until", Times.of(keptUntil))
              .update();
        });
  }

  /** What became of the slot: {@code accepted}, {@code refused}, {@code unclear}. */
  void settle(String serialNumber, long step, String outcome) {
    database
        .sql(
            """
            update broker.mfa_code_slot set outcome = :outcome
             where serial_number = :serial and step = :step
            """)
        .param("serial", serialNumber)
        .param("step", step)
        .param("outcome", outcome)
        .update();
  }

  /** Whether the device's last two judged codes were both refused. */
  boolean refusedTwice(String serialNumber) {
    List<String> last =
        database
            .sql(
                """
                select outcome from broker.mfa_code_slot
                 where serial_number = :serial and outcome in ('accepted', 'refused')
                 order by step desc
                 limit 2
                """)
            .param("serial", serialNumber)
            .query(String.class)
            .list();
    return last.equals(List.of("refused", "refused"));
  }

  private interface Work<T> {
    T run();
  }

  private <T> T inOrder(SharedUserId user, Work<T> work) {
    T done =
        transaction.execute(
            _ -> {
              database
                  .sql("select 1 from (select pg_advisory_xact_lock(hashtextextended(:key, 0))) l")
                  .param("key", "mfa codes of " + user.value())
                  .query(Integer.class)
                  .single();
              return work.run();
            });
    return java.util.Objects.requireNonNull(done);
  }

  /** Takes or keeps the member's place and tells how many are before it. */
  private int queue(SharedUserId user, MemberId member, Instant now) {
    database
        .sql(
            "delete from broker.mfa_code_waiter where shared_user_id = :user and kept_until < :now")
        .param("user", user.value())
        .param("now", Times.of(now))
        .update();
    database
        .sql(
            """
            insert into broker.mfa_code_waiter (shared_user_id, member_id, kept_until)
            values (:user, :member, :until)
            on conflict (shared_user_id, member_id) do nothing
            """)
        .param("user", user.value())
        .param("member", member.value())
        .param("until", Times.of(now.plus(KEPT)))
        .update();
    return database
        .sql(
            """
            select count(*) from broker.mfa_code_waiter
             where shared_user_id = :user
               and place < (select place from broker.mfa_code_waiter
                             where shared_user_id = :user and member_id = :member)
            """)
        .param("user", user.value())
        .param("member", member.value())
        .query(Integer.class)
        .single();
  }

  private void keepPlace(SharedUserId user, MemberId member, Instant until) {
    database
        .sql(
            """
            update broker.mfa_code_waiter set kept_until = :until
             where shared_user_id = :user and member_id = :member
            """)
        .param("user", user.value())
        .param("member", member.value())
        .param("until", Times.of(until))
        .update();
  }

  private void leave(SharedUserId user, MemberId member) {
    database
        .sql(
            """
            delete from broker.mfa_code_waiter
             where shared_user_id = :user and member_id = :member
            """)
        .param("user", user.value())
        .param("member", member.value())
        .update();
  }

  private List<DeviceTimes> times(Collection<String> serialNumbers) {
    return serialNumbers.stream().map(this::times).toList();
  }

  private DeviceTimes times(String serialNumber) {
    Optional<DeviceTimes> last =
        database
            .sql(
                """
                select step, spent_at, outcome from broker.mfa_code_slot
                 where serial_number = :serial
                 order by step desc
                 limit 1
                """)
            .param("serial", serialNumber)
            .query(
                (row, _) ->
                    new DeviceTimes(
                        serialNumber,
                        row.getLong("step"),
                        row.getString("outcome") == null
                            ? Times.read(row, "spent_at").plus(IN_HAND)
                            : Instant.EPOCH))
            .optional();
    return last.orElse(new DeviceTimes(serialNumber, NONE, Instant.EPOCH));
  }

  private void spend(Turn turn, String requestId, Instant now) {
    database
        .sql(
            """
            insert into broker.mfa_code_slot (serial_number, step, spent_at, request_id)
            values (:serial, :step, :now, :requestId)
            """)
        .param("serial", turn.serialNumber())
        .param("step", turn.step())
        .param("now", Times.of(now))
        .param("requestId", requestId)
        .update();
    database
        .sql("delete from broker.mfa_code_slot where serial_number = :serial and step < :old")
        .param("serial", turn.serialNumber())
        .param("old", turn.step() - 20_000)
        .update();
  }
}
