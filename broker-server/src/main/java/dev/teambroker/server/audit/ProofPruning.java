package dev.teambroker.server.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets used proofs that are refused for their age by now, clocks that differ included. */
@Component
class ProofPruning {
  private static final Logger log = LoggerFactory.getLogger(ProofPruning.class);

  private final JdbcClient jdbc;

  ProofPruning(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Scheduled(initialDelay = 60_000, fixedDelay = 60_000)
  void prune() {
    try {
      jdbc.sql("DELETE FROM broker.dpop_proof WHERE expires_at < now() - interval '5 minutes'")
          .update();
    } catch (DataAccessException e) {
      log.warn("used proofs were not pruned: {}", e.getMessage());
    }
  }
}
