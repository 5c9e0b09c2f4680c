package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.ServedContract;
import dev.teambroker.server.session.BadRequests.Bad;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Person;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent to whatever address: it is answered as described, with a problem that names the
 * field at fault; nothing breaks and nothing secret comes back. {@code -Dbroker.test.bad-requests}
 * says how many, {@code -Dbroker.test.seed} which.
 */
class BadInputTest {
  private static final int COUNT = Integer.getInteger("broker.test.bad-requests", 2000);
  private static final long SEED = Long.getLong("broker.test.seed", 20260101L);

  private static Stage stage;
  private static ServedContract contract;

  @BeforeAll
  static void start() {
    stage =
        new Stage("broker.web.member-rate=1000000/s", "broker.sessions.shared-user-rate=1000000/s");
    contract = ServedContract.of(stage.broker);
    SandboxUser user = stage.shared("deploy");
    stage.grantsRole("deploy", stage.alice, stage.role("Deploy", user));
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  @Test
  void isAnsweredWithAProblemThatNamesTheField() {
    BadRequests requests = new BadRequests(contract, BadInputTest::leavesTheStageUp, SEED);
    Map<Integer, Integer> statuses = new TreeMap<>();
    for (int i = 0; i < COUNT; i++) {
      Bad bad = requests.next();
      Answer answer = send(bad);
      statuses.merge(answer.status(), 1, Integer::sum);
      assertThat(answer.status())
          .as("seed %d, request %d: %s%n%s", SEED, i, bad, answer.body())
          .isLessThan(500);
      assertThat(answer.body())
          .as("seed %d, request %d: %s", SEED, i, bad)
          .doesNotContain(BadRequests.CANARY, "dev.teambroker", "java.lang", "\tat ");
      if (bad.field() != null) {
        assertThat(answer.status()).as("%s%n%s", bad, answer.body()).isEqualTo(400);
        assertThat(answer.json().path("errors").path(0).path("field").asString(""))
            .as("%s%n%s", bad, answer.body())
            .startsWith(bad.field());
        assertThat(answer.json().path("errors").path(0).path("expected").asString("")).isNotBlank();
      }
    }
    System.out.println(COUNT + " requests, seed " + SEED + ", answers by status: " + statuses);
    assertThat(statuses.get(400)).isGreaterThan(COUNT / 4);
  }

  private static boolean leavesTheStageUp(String operation) {
    return !operation.equals("DELETE /v1/sign-in");
  }

  private static Answer send(Bad bad) {
    String[] words = bad.operation().split(" ", 2);
    boolean byKey =
        contract.operation(bad.operation()).path("security").toString().equals("[{\"proof\":[]}]");
    Person who = who(words[1]);
    return who.fresh(stage.broker)
        .send(stage.broker, words[0], bad.path(), bad.body(), bad.type(), byKey);
  }

  /** Who may do such things, so that the request gets as far as it can. */
  private static Person who(String path) {
    if (path.startsWith("/v1/shared-users") || path.startsWith("/v1/grants")) {
      return stage.owner;
    }
    return path.startsWith("/v1/sessions")
            || path.startsWith("/v1/second-factor")
            || path.startsWith("/v1/token")
        ? stage.alice
        : stage.admin;
  }
}
