package dev.teambroker.server.signin;

import dev.teambroker.server.audit.ProofUse;
import dev.teambroker.server.member.Times;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The proofs that were used, for all replicas. Only what a known device or an invitation's holder
 * sent is remembered, so that strangers can't fill it.
 */
@Component
class SpentProofs {
  private final JdbcClient database;

  SpentProofs(JdbcClient database) {
    this.database = database;
  }

  /** Uses the proof up; false if it was used before. */
  boolean spend(ProofUse use) {
    return database
            .sql(
                """
                insert into broker.dpop_proof (proof, expires_at) values (:proof, :expiresAt)
                on conflict do nothing
                """)
            .param("proof", use.digest())
            .param("expiresAt", Times.of(use.expiresAt()))
            .update()
        == 1;
  }
}
