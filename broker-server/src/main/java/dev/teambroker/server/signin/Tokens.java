package dev.teambroker.server.signin;

import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.SignIns.Token;
import dev.teambroker.server.audit.DecidingRows;
import dev.teambroker.server.audit.RowGroup;
import dev.teambroker.server.audit.RowGroup.By;
import dev.teambroker.server.member.Hashed;
import dev.teambroker.server.member.RandomCode;
import dev.teambroker.server.member.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Opaque tokens, kept hashed. They only say which sign-in is meant: what it allows stands in rows
 * that decide, and without the key of its device a token is worth nothing.
 */
@Component
class Tokens {
  private static final int BYTES = 32;

  private final JdbcClient database;
  private final DecidingRows rows;
  private final SignInSettings settings;

  Tokens(JdbcClient database, DecidingRows rows, SignInSettings settings) {
    this.database = database;
    this.rows = rows;
    this.settings = settings;
  }

  private record Access(String signInId, Instant expiresAt) {}

  /** What is known of a refresh token. */
  record Refresh(String signInId, boolean used) {}

  /** A new pair for the sign-in, in the caller's transaction. */
  Token issue(SignIn signIn, Instant now) {
    Secret access = RandomCode.ofBytes(BYTES);
    Secret refresh = RandomCode.ofBytes(BYTES);
    Instant accessUntil = earlier(now.plus(settings.accessToken()), signIn.expiresAt());
    database
        .sql(
            """
            insert into broker.access_token (hash, sign_in_id, expires_at)
            values (:hash, :signIn, :expiresAt)
            """)
        .param("hash", Hashed.of(access))
        .param("signIn", signIn.id())
        .param("expiresAt", Times.of(accessUntil))
        .update();
    database
        .sql(
            """
            insert into broker.refresh_token (hash, sign_in_id, expires_at)
            values (:hash, :signIn, :expiresAt)
            """)
        .param("hash", Hashed.of(refresh))
        .param("signIn", signIn.id())
        .param("expiresAt", Times.of(signIn.expiresAt()))
        .update();
    return new Token(access, Duration.between(now, accessUntil).toSeconds(), refresh);
  }

  /** The sign-in that the access token of that hash names, unless it is expired. */
  Optional<String> signInOf(String hash, Instant now) {
    return rows.readVolatile(new RowGroup(By.TOKEN, hash), () -> access(hash))
        .filter(access -> access.expiresAt().isAfter(now))
        .map(Access::signInId);
  }

  private Optional<Access> access(String hash) {
    return database
        .sql("select sign_in_id, expires_at from broker.access_token where hash = :hash")
        .param("hash", hash)
        .query((row, _) -> new Access(row.getString("sign_in_id"), Times.read(row, "expires_at")))
        .optional();
  }

  Optional<Refresh> refresh(Secret token) {
    return database
        .sql("select sign_in_id, used_at from broker.refresh_token where hash = :hash")
        .param("hash", Hashed.of(token))
        .query(
            (row, _) -> new Refresh(row.getString("sign_in_id"), row.getObject("used_at") != null))
        .optional();
  }

  /** Uses the refresh token up; false if it was used before, on whichever replica. */
  boolean use(Secret refresh, Instant now) {
    return database
            .sql(
                """
                update broker.refresh_token set used_at = :now
                 where hash = :hash and used_at is null
                """)
            .param("hash", Hashed.of(refresh))
            .param("now", Times.of(now))
            .update()
        == 1;
  }

  /** Takes the sign-in's access tokens away; its refresh tokens stay, so that reuse is noticed. */
  void revoke(SignIn signIn) {
    database
        .sql("delete from broker.access_token where sign_in_id = :signIn")
        .param("signIn", signIn.id())
        .update();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
