package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.ClientDevice;
import org.junit.jupiter.api.Test;

/** Nobody takes so much that nothing is left for the others. */
class RatesTest {
  @Test
  void givesEachMemberARate() {
    try (Stage stage = new Stage("broker.web.member-rate=40/h")) {
      ClientDevice alice = stage.alice.fresh(stage.broker);
      stage.bob.fresh(stage.broker);
      Answer answer = alice.get(stage.broker, "/v1/me");
      for (int i = 0; i < 40 && answer.status() == 200; i++) {
        answer = alice.get(stage.broker, "/v1/me");
      }

      refused(answer, "broker.web.member-rate", "No more than 40/h are taken");
      alice.post(stage.broker, "/v1/sessions", "{}").expect(ProblemType.TOO_MANY_REQUESTS);
      stage.bob.device().get(stage.broker, "/v1/me").expect(200);
    }
  }

  @Test
  void givesEachSharedUserARateOfTheSessionsThatAreGranted() {
    try (Stage stage = new Stage("broker.sessions.shared-user-rate=2/h")) {
      for (String name : new String[] {"deploy", "reports"}) {
        stage.grantsRole(name, stage.alice, stage.role(name + "-role", stage.shared(name)));
      }
      stage.asks(stage.bob, "deploy", "role").expect(ProblemType.GRANT_MISSING);
      stage.asks(stage.bob, "deploy", "role").expect(ProblemType.GRANT_MISSING);
      stage.asks(stage.alice, "deploy", "role").expect(200);
      stage.asks(stage.alice, "deploy", "role").expect(200);

      Answer refused = stage.asks(stage.alice, "deploy", "role");
      refused(refused, "broker.sessions.shared-user-rate", "No more than 2/h are taken");
      assertThat(stage.actionsOf(refused)).containsExactly("session.requested", "session.refused");
      stage.asks(stage.alice, "reports", "role").expect(200);
    }
  }

  private static void refused(Answer answer, String limit, String detail) {
    answer.expect(ProblemType.TOO_MANY_REQUESTS).detail().startsWith(detail);
    assertThat(answer.text("limit")).isEqualTo(limit);
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 3600);
  }
}
