package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.sandbox.setting.Delay;
import dev.teambroker.server.Endurance;
import dev.teambroker.server.rotation.HandCranked;
import dev.teambroker.server.signin.Person;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of one user is replaced again and again, while members and real aws CLIs work. */
@Tag("endurance")
class RotationsInARowTest {
  private static final String USER = "worn";
  private static final long PAUSE = Duration.ofMillis(500).toNanos();

  @TempDir private static Path home;

  private final Stage stage = new Stage(HandCranked.BY_HAND, "broker.rotation.watch=0s");
  private final HandCranked rotations = new HandCranked(stage.broker, stage.clock);
  private final List<Person> people = new ArrayList<>();
  private final List<AwsCli> tools = new ArrayList<>();
  private final Queue<String> broken = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  @AfterEach
  void close() {
    over = true;
    tools.forEach(AwsCli::close);
    stage.close();
  }

  @Test
  void failNoMemberAndNoAwsCli() throws Exception {
    AwsCli.isNeeded();
    Endurance check = Endurance.of("rotations in a row");
    int times = check.whole(2, 20);
    Assumptions.assumeTrue(times > 0, "another part does it");
    SandboxUser user = shared();
    String role = stage.role("worn-role", user);
    probe();
    come(4, role);
    await().atMost(Duration.ofMinutes(2)).until(this::isProbed);
    come(check.whole(5, 50), role);
    List<WorkingMember> members =
        people.stream().map(person -> new WorkingMember(stage, person.name())).toList();
    for (int i = 0; i < check.whole(2, 10); i++) {
      tools.add(new AwsCli(stage, people.get(i), USER, home));
    }
    asAwsIs();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      members.forEach(member -> threads.execute(() -> work(member)));
      tools.forEach(tool -> threads.execute(() -> work(tool)));
      rotate(times);
    } finally {
      over = true;
    }
    assertThat(failures(members)).isEmpty();
    assertThat(user.keys()).hasSize(1);
    assertThat(stage.actionsOf("rotation.drained", USER)).isEqualTo(times);
    assertThat(whyDrained()).hasSize(times).allMatch(why -> why.contains("as a probe showed"));
    check.found(
        "%d rotations of one user in a row, %d members with %d sessions, %d aws CLIs with %d calls: none failed"
            .formatted(
                times,
                members.size(),
                members.stream().mapToInt(WorkingMember::issued).sum(),
                tools.size(),
                tools.stream().mapToInt(AwsCli::calls).sum()));
  }

  /** Each tool has called at least once in each of them, and once after the last. */
  private void rotate(int times) {
    try {
      for (int i = 1; i <= times; i++) {
        int calls = i;
        stage
            .owner
            .fresh(stage.broker)
            .post(stage.broker, "/v1/shared-users/" + USER + "/rotation", "")
            .expect(201);
        rotations.untilAllRest();
        await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> tools.stream().allMatch(tool -> tool.calls() >= calls));
        assertThat(history()).as(history().toString()).hasSize(i).containsOnly("done");
      }
    } finally {
      over = true;
    }
  }

  private List<String> history() {
    return stage
        .owner
        .fresh(stage.broker)
        .get(stage.broker, "/v1/shared-users/" + USER + "/rotations")
        .expect(200)
        .json()
        .valueStream()
        .map(run -> run.path("state").asString())
        .toList();
  }

  /** Nobody waited for the end of the sessions that had the old key. */
  private List<String> whyDrained() {
    return stage
        .database
        .ownersJdbc()
        .sql("select says from broker.rotation_event where step = 'drained'")
        .query(String.class)
        .list();
  }

  private void work(WorkingMember member) {
    while (!over) {
      try {
        member.asks(USER);
      } catch (RuntimeException e) {
        broken.add(e.toString());
      }
      LockSupport.parkNanos(PAUSE);
    }
  }

  private void work(AwsCli tool) {
    while (!over) {
      tool.calls("assumed-role/worn-role/");
    }
    tool.calls("assumed-role/worn-role/");
  }

  private List<String> failures(List<WorkingMember> members) {
    List<String> failures = new ArrayList<>(broken);
    members.forEach(member -> failures.addAll(member.failed()));
    tools.forEach(tool -> failures.addAll(tool.failed()));
    return failures;
  }

  private SandboxUser shared() throws IOException {
    SandboxUser user = stage.shared(USER);
    stage
        .principal(stage.admin, stage.aws.user("manager").allowed("iam:*", "cloudtrail:*").key())
        .expect(200);
    return user;
  }

  /** So many in all, who may all have sessions. */
  private void come(int many, String role) {
    while (people.size() < many) {
      Person person = stage.admin.brings(stage.broker, "worker-" + people.size());
      stage.grantsRole(USER, person, role);
      people.add(person);
    }
  }

  private void probe() {
    stage
        .owner
        .fresh(stage.broker)
        .post(stage.broker, "/v1/shared-users/" + USER + "/session-probe", "")
        .expect(200);
  }

  private boolean isProbed() {
    return stage
        .owner
        .fresh(stage.broker)
        .get(stage.broker, "/v1/shared-users/" + USER + "/session-probe")
        .expect(200)
        .json()
        .path("outlive")
        .asBoolean(false);
  }

  /** The CLI is on the machine's time, which the test's clock runs ahead of. */
  private void asAwsIs() {
    stage.clock.pass(Duration.ofSeconds(30));
    stage.aws.set(Delay.SIGNATURE_LIFETIME, Duration.ofDays(1));
    stage.aws.set(Delay.KEY_PROPAGATION, Duration.ofSeconds(12));
    stage.aws.set(Delay.KEY_REMOVAL, Duration.ofSeconds(4));
    stage.aws.set(Delay.STALE_LISTING, Duration.ofSeconds(8));
  }
}
