package dev.teambroker.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.sandbox.setting.Limit;
import dev.teambroker.server.Endurance;
import dev.teambroker.server.rotation.HandCranked;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The keys of very many shared users of one account are due in one night, in simulated time. IAM
 * takes so many calls a second, and each call takes its time, one after the other. Too long for the
 * ordinary build.
 */
@Tag("endurance")
@EnabledIfSystemProperty(named = "broker.endurance", matches = ".+")
class NightOfRotationsTest {
  private static final int IAM_A_SECOND = 15;
  private static final Duration CALL = Duration.ofMillis(90);
  private static final Duration LOOK = Duration.ofMillis(10);
  private static final Duration WINDOW = Duration.ofHours(6);
  private static final int QUARTERS = 4;

  private final Stage stage =
      new Stage(
          HandCranked.BY_HAND,
          "broker.rotation.schedule.period=30d",
          "broker.rotation.schedule.jitter=0s",
          "broker.rotation.schedule.windows=daily 22:00-04:00 UTC");
  private final HandCranked rotations = new HandCranked(stage.broker, stage.clock);

  private long counted;

  /** What a quarter of the rotations took. */
  private record Quarter(Duration real, long heap) {}

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void endsInsideTheWindowOnFlatMemoryAtALinearCost() {
    Endurance check = Endurance.of("night of rotations");
    int users = check.whole(0, Integer.getInteger("broker.endurance.users", 10_000));
    Assumptions.assumeTrue(users > 0, "another part does it");
    share(users);
    stage.clock.pass(Duration.ofDays(30));
    Instant opens = passTo(LocalTime.of(22, 0));
    stage.aws.set(Limit.IAM_CALLS_PER_SECOND, IAM_A_SECOND);

    List<Quarter> quarters = new ArrayList<>();
    System.out.println("| time | begun | old key off | IAM calls | throttled | real s | heap MB |");
    for (int i = 1; i <= QUARTERS; i++) {
      long begun = System.nanoTime();
      int most = users * i / QUARTERS;
      rotations.goOn(this::looked, () -> count("deactivated") >= most);
      quarters.add(new Quarter(Duration.ofNanos(System.nanoTime() - begun), heap()));
      print(quarters.getLast());
    }
    Duration night = Duration.between(opens, stage.clock.instant());
    passTo(LocalTime.of(22, 0));
    rotations.goOn(this::looked, () -> count("done") == users);
    print(quarters.getLast());

    assertThat(night).isLessThan(WINDOW);
    assertThat(count("done")).isEqualTo(users);
    check.found(
        "%d rotations of one account in %d min of a window of %d; IAM at %d a second: %d calls, %d throttled; a quarter took %s s, heap %s MB"
            .formatted(
                users,
                night.toMinutes(),
                WINDOW.toMinutes(),
                IAM_A_SECOND,
                iamCalls(false),
                iamCalls(true),
                quarters.stream().map(quarter -> quarter.real().toSeconds()).toList(),
                quarters.stream().map(Quarter::heap).toList()));
    if (users >= 1000) {
      Quarter first = quarters.getFirst();
      Quarter last = quarters.getLast();
      assertThat(last.real()).isLessThan(first.real().multipliedBy(3).dividedBy(2));
      assertThat(last.heap()).isLessThan(first.heap() + 100);
    }
  }

  private void looked() {
    long calls = iamCalls(false);
    stage.clock.pass(LOOK.plus(CALL.multipliedBy(calls - counted)));
    counted = calls;
  }

  private void share(int users) {
    for (int i = 0; i < users; i++) {
      String name = "user-" + i;
      SandboxUser user = stage.awsUser(name);
      stage.imports(stage.owner, name, user.key()).expect(201);
    }
    stage
        .principal(stage.admin, stage.aws.user("manager").allowed("iam:*", "cloudtrail:*").key())
        .expect(200);
  }

  private Instant passTo(LocalTime time) {
    ZonedDateTime now = stage.clock.instant().atZone(ZoneOffset.UTC);
    ZonedDateTime next = now.with(time);
    stage.clock.pass(Duration.between(now, next.isAfter(now) ? next : next.plusDays(1)));
    return stage.clock.instant();
  }

  private int count(String step) {
    return stage
        .database
        .jdbc()
        .sql("select count(*) from broker.rotation_event where step = :step")
        .param("step", step)
        .query(Integer.class)
        .single();
  }

  private long iamCalls(boolean throttled) {
    return stage
        .broker
        .bean(MeterRegistry.class)
        .find("broker.aws.call")
        .tagKeys("action", "outcome")
        .timers()
        .stream()
        .filter(timer -> isOfIam(String.valueOf(timer.getId().getTag("action"))))
        .filter(timer -> !throttled || isThrottled(timer))
        .mapToLong(Timer::count)
        .sum();
  }

  private static boolean isOfIam(String action) {
    return action.contains("AccessKey") || action.contains("Simulate") || action.equals("GetUser");
  }

  private static boolean isThrottled(Timer timer) {
    return String.valueOf(timer.getId().getTag("outcome")).contains("throttled");
  }

  private void print(Quarter quarter) {
    System.out.printf(
        "| %s | %d | %d | %d | %d | %d | %d |%n",
        stage.clock.instant(),
        count("requested"),
        count("deactivated"),
        iamCalls(false),
        iamCalls(true),
        quarter.real().toSeconds(),
        quarter.heap());
  }

  /** In megabytes, of what is alive. */
  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
