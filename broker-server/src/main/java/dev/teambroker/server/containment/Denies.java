package dev.teambroker.server.containment;

import dev.teambroker.server.member.Times;
import dev.teambroker.server.shareduser.SharedUserId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What became of the denies, for whichever replica is asked. Nothing is decided by it. */
@Component
class Denies {
  private final JdbcClient database;

  Denies(JdbcClient database) {
    this.database = database;
  }

  Optional<Deny> of(SharedUserId user) {
    return database
        .sql(
            """
            select state, issued_before, detail from broker.containment_deny
             where shared_user_id = :user
            """)
        .param("user", user.value())
        .query(
            (row, _) ->
                new Deny(
                    user,
                    DenyState.ofCode(row.getString("state")),
                    instant(row.getObject("issued_before", OffsetDateTime.class)),
                    row.getString("detail")))
        .optional();
  }

  void store(Deny deny) {
    Instant before = deny.issuedBefore();
    database
        .sql(
            """
            insert into broker.containment_deny (shared_user_id, state, issued_before, detail)
            values (:user, :state, :before, :detail)
            on conflict (shared_user_id) do update
               set state = excluded.state, issued_before = excluded.issued_before,
                   detail = excluded.detail
            """)
        .param("user", deny.sharedUser().value())
        .param("state", deny.state().code())
        .param("before", before == null ? null : Times.of(before))
        .param("detail", deny.detail())
        .update();
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
