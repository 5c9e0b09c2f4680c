package dev.teambroker.server.mfa;

import dev.teambroker.server.audit.ProofUse;
import dev.teambroker.server.member.Times;
import jakarta.annotation.PreDestroy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/**
 * Counts attempts at codes, for the device and then for the member, before a code is compared: of
 * many at once, over however many replicas, only those that the back-off lets through are compared.
 * Attempts that come at the same time share a statement, and its commit.
 */
@Component
class CountingAttempts {
  private final JdbcClient database;
  private final Gathering<Attempt, Counted> gathering =
      new Gathering<>("code-attempts", this::count);

  CountingAttempts(JdbcClient database) {
    this.database = database;
  }

  /** What counting said. */
  sealed interface Counted {
    /**
     * It may be compared; so many attempts have failed, this one included until it succeeds.
     *
     * @param lastStep up to which the factor's codes are used, by now at the least
     */
    record Allowed(int ofDevice, int ofMember, long lastStep) implements Counted {}

    /** It must not be compared. */
    record TooSoon(Duration retryAfter) implements Counted {}

    /** Nor must it be: the proof was used before. Nothing was counted. */
    record ProofUsed() implements Counted {}
  }

  /** Durably counted when it returns. */
  Counted count(Attempt attempt) {
    return gathering.ask(attempt);
  }

  private List<Counted> count(List<Attempt> attempts) {
    return database
        .sql(
            """
            select attempt, proof_used, of_device, of_member, waits_until, last_step
              from broker.count_attempts(
                :devices, :members, :factors, :proofs, :proofExpiries, :times,
                :deviceFree, :deviceFirst, :deviceLongest,
                :memberFree, :memberFirst, :memberLongest)
             order by attempt
            """)
        .param("devices", array("text", attempts, attempt -> attempt.device().id()))
        .param("members", array("text", attempts, attempt -> attempt.member().id()))
        .param("factors", array("text", attempts, Attempt::factorId))
        .param("proofs", digests(attempts))
        .param("proofExpiries", array("timestamptz", attempts, each -> expiry(each.proof())))
        .param("times", array("timestamptz", attempts, attempt -> attempt.at().toString()))
        .param("deviceFree", BackOff.DEVICE.free())
        .param("deviceFirst", BackOff.DEVICE.first().toSeconds())
        .param("deviceLongest", BackOff.DEVICE.longest().toSeconds())
        .param("memberFree", BackOff.MEMBER.free())
        .param("memberFirst", BackOff.MEMBER.first().toSeconds())
        .param("memberLongest", BackOff.MEMBER.longest().toSeconds())
        .query((row, place) -> counted(row, attempts.get(place)))
        .list();
  }

  private static SqlArrayValue array(
      String type, List<Attempt> attempts, Function<Attempt, @Nullable Object> of) {
    return new SqlArrayValue(type, attempts.stream().map(of).toArray());
  }

  /** The driver takes bytes as such alone. */
  private static SqlArrayValue digests(List<Attempt> attempts) {
    byte[] @Nullable [] digests = new byte[attempts.size()] @Nullable [];
    for (int i = 0; i < digests.length; i++) {
      ProofUse proof = attempts.get(i).proof();
      digests[i] = proof == null ? null : proof.digest();
    }
    return new SqlArrayValue("bytea", (Object[]) digests);
  }

  private static @Nullable Object expiry(@Nullable ProofUse proof) {
    return proof == null ? null : proof.expiresAt().toString();
  }

  private static Counted counted(ResultSet row, Attempt attempt) throws SQLException {
    if (row.getBoolean("proof_used")) {
      return new Counted.ProofUsed();
    }
    if (row.getObject("of_device") != null) {
      return new Counted.Allowed(
          row.getInt("of_device"), row.getInt("of_member"), row.getLong("last_step"));
    }
    Duration wait = Duration.between(attempt.at(), Times.read(row, "waits_until"));
    Duration least = Duration.ofSeconds(1);
    return new Counted.TooSoon(wait.isPositive() ? wait : least);
  }

  @PreDestroy
  void close() {
    gathering.close();
  }
}
