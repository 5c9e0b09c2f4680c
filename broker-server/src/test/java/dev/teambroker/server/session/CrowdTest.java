package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.sandbox.trail.TrailEvent;
import dev.teambroker.server.Endurance;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.AtOnce;
import dev.teambroker.server.signin.Person;
import dev.teambroker.server.signin.Reachable;
import dev.teambroker.server.signin.Replica;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many members at once who want AWS MFA codes of one user with two devices, over two replicas. */
@Tag("endurance")
class CrowdTest {
  private static final String REQUEST = "{\"sharedUser\": \"crowded\", \"kind\": \"session\"}";
  private static final Duration TOKEN = Duration.ofMinutes(4);

  private final Endurance check = Endurance.of("a crowd at two AWS MFA devices");
  private final Stage stage = new Stage();
  private final Map<Person, Instant> due = new HashMap<>();
  private final List<Duration> waited = new ArrayList<>();

  @Test
  void everybodyGetsASessionInTurnAndNoCodeIsSentTwice() {
    try (stage;
        Replica other = stage.broker.another(stage.database, stage.clock, stage.properties())) {
      List<Person> members = members(check.times(12, 50));
      Instant begun = stage.clock.instant();
      Instant refreshed = Instant.EPOCH;
      members.forEach(member -> due.put(member, begun));
      while (!due.isEmpty()) {
        Instant next = Collections.min(due.values());
        if (next.isAfter(stage.clock.instant())) {
          stage.clock.pass(Duration.between(stage.clock.instant(), next));
        }
        if (refreshed.plus(TOKEN).isBefore(stage.clock.instant())) {
          due.keySet().forEach(member -> member.device().refresh(stage.broker).expect(200));
          refreshed = stage.clock.instant();
        }
        askAllWhoseTurnIsDue(begun, List.of(stage.broker, other));
      }
      assertThat(waited).hasSize(members.size());
      assertThat(callsToAws()).hasSize(members.size() + 2).noneMatch(CrowdTest::wasRefused);
      assertThat(codesDrawn()).isEqualTo(members.size() + 2);
      check.found(
          members.size()
              + " members at once, two devices, two replicas: every code sent once; they waited"
              + " (least/median/most) "
              + Endurance.spread(waited));
    }
  }

  private void askAllWhoseTurnIsDue(Instant begun, List<Reachable> replicas) {
    Instant now = stage.clock.instant();
    List<Person> asking =
        due.entrySet().stream()
            .filter(entry -> !entry.getValue().isAfter(now))
            .map(Map.Entry::getKey)
            .toList();
    List<Callable<Answer>> calls = new ArrayList<>();
    for (Person member : asking) {
      Reachable replica = replicas.get(calls.size() % replicas.size());
      calls.add(() -> member.device().post(replica, "/v1/sessions", REQUEST));
    }
    List<Answer> answers = AtOnce.all(calls);
    for (int i = 0; i < asking.size(); i++) {
      Answer answer = answers.get(i);
      if (answer.status() == 200) {
        due.remove(asking.get(i));
        waited.add(Duration.between(begun, now));
      } else {
        answer.expect(ProblemType.MFA_CODE_UNAVAILABLE);
        int seconds = answer.json().path("retryAfterSeconds").asInt();
        assertThat(seconds).as(answer.body()).isPositive();
        due.put(asking.get(i), now.plusSeconds(seconds));
      }
    }
  }

  private List<Person> members(int count) {
    SandboxUser user = stage.shared("crowded");
    for (String phone : List.of("crowd-phone-1", "crowd-phone-2")) {
      stage.nextStep();
      stage.putsMfaDevice("crowded", user.mfaDevice(phone)).expect(200);
    }
    List<Person> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Person member = stage.admin.brings(stage.broker, "member-" + i);
      stage.grant("crowded", "{\"kind\": \"session\", \"member\": \"" + member.name() + "\"}");
      members.add(member);
    }
    return members;
  }

  private List<TrailEvent> callsToAws() {
    return stage.aws.events().stream()
        .filter(event -> event.name().equals("GetSessionToken"))
        .toList();
  }

  private static boolean wasRefused(TrailEvent event) {
    return event.content().containsKey("errorCode");
  }

  private long codesDrawn() {
    return stage
        .database
        .jdbc()
        .sql("select count(*) from broker.mfa_code_slot where outcome = 'accepted'")
        .query(Long.class)
        .single();
  }
}
