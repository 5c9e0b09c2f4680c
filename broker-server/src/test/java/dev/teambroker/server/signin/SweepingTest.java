package dev.teambroker.server.signin;

import static dev.teambroker.server.signin.SharedBroker.ADMIN;
import static dev.teambroker.server.signin.SharedBroker.CLOCK;
import static dev.teambroker.server.signin.SharedBroker.DATABASE;
import static dev.teambroker.server.signin.SharedBroker.ONE;
import static dev.teambroker.server.signin.SharedBroker.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.verification.VerifyingDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is expired goes, what still decides stays. */
class SweepingTest {
  @Test
  void removesNothingThatIsStillOfUse() {
    Person ina = ADMIN.brings(ONE, "ina");
    String used = ina.device().refreshToken();
    ina.device().refresh(ONE).expect(200);
    sweep(ONE);
    ina.device().get(ONE, "/v1/me").expect(200);
    CLOCK.pass(Duration.ofMinutes(11));
    sweep(OTHER);
    ina.device().refresh(ONE).expect(200);
    ina.device().refresh(OTHER, used).expect(ProblemType.INVALID_GRANT);
    ina.device().refresh(OTHER).expect(ProblemType.INVALID_GRANT);
  }

  @Test
  void removesWhatIsExpiredWithSignInsOnRecordWhicheverReplicasSweep() {
    Person jule = ADMIN.brings(ONE, "jule");
    jule.device().get(ONE, "/v1/me").expect(200);
    CLOCK.pass(Duration.ofHours(12).plusMinutes(59));
    sweep(ONE);
    assertThat(rows("sign_in", "jule")).as("kept for an hour").isEqualTo(1);
    assertThat(expired("access_token")).isZero();
    assertThat(expired("dpop_proof")).isZero();

    CLOCK.pass(Duration.ofMinutes(2));
    AtOnce.all(List.of(() -> sweep(ONE), () -> sweep(OTHER), () -> sweep(ONE)));
    assertThat(rows("sign_in", "jule")).isZero();
    assertThat(SharedBroker.records("sign-ins.expired", "count")).isPositive();
    assertThat(ONE.bean(VerifyingDatabase.class).verify().faults()).isEmpty();
    jule.signsIn(OTHER).device().get(ONE, "/v1/me").expect(200);
  }

  private static boolean sweep(Replica replica) {
    replica.bean(Sweeping.class).sweep();
    return true;
  }

  private static int expired(String table) {
    return DATABASE
        .jdbc()
        .sql("select count(*) from broker." + table + " where expires_at < :now")
        .param("now", dev.teambroker.server.member.Times.of(CLOCK.instant()))
        .query(Integer.class)
        .single();
  }

  private static int rows(String table, String member) {
    return DATABASE
        .jdbc()
        .sql(
            "select count(*) from broker."
                + table
                + " where member_id = (select id from broker.member where name = :name)")
        .param("name", member)
        .query(Integer.class)
        .single();
  }
}
