package dev.teambroker.server.signin;

import dev.teambroker.server.audit.VoidedByRestore;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** After a restore everybody signs in again: a token that was used or revoked would be good. */
@Component
class TokensVoidedByRestore implements VoidedByRestore {
  private final JdbcClient database;

  TokensVoidedByRestore(JdbcClient database) {
    this.database = database;
  }

  @Override
  public List<Voided> makeVoid() {
    return List.of(
        emptied("access_token", "access tokens"),
        emptied("refresh_token", "refresh tokens"),
        emptied("dpop_nonce", "nonces"));
  }

  private Voided emptied(String table, String what) {
    return new Voided(what, database.sql("delete from broker." + table).update(), List.of());
  }
}
