package dev.teambroker.server.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.TestTrail;
import dev.teambroker.server.database.StartRefused;
import dev.teambroker.server.database.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

class CheckpointingTest {
  private static final TestCheckpointKey KEY = new TestCheckpointKey();

  private final TestDatabase database = TestDatabase.fresh();
  private final TestTrail audit = TestTrail.on(database);
  private final AtomicLong nanos = new AtomicLong();
  private final TestSink sink = new TestSink("the sink");
  private final TestSink other = new TestSink("the other");
  private final Checkpoints checkpoints =
      new Checkpoints(
          new CheckpointSinks(List.of(sink, other)),
          new TestCheckpointKey(),
          InstantSource.system());
  private final Checkpointing checkpointing =
      new Checkpointing(checkpoints, audit.index(), Duration.ofSeconds(60), nanos::get);

  @TempDir private Path folder;

  @BeforeEach
  void begin() {
    audit.trail().record(AuditEvent.of("test.first"));
    checkpointing.begin();
  }

  @AfterEach
  void close() {
    audit.close();
    database.close();
  }

  @Test
  void keepsOneAtTheStartTwiceInTheLongestTimeAndAtTheEnd() {
    assertThat(numbers()).containsExactly(1L);
    passes(29);
    assertThat(numbers()).containsExactly(1L);
    audit.trail().record(AuditEvent.of("test.second"));
    passes(1);
    assertThat(numbers()).containsExactly(1L, 2L);
    audit.trail().record(AuditEvent.of("test.third"));
    checkpointing.end();
    assertThat(numbers()).containsExactly(1L, 2L, 3L);
    assertThat(checkpoints.last()).isPresent();
  }

  @Test
  void isReadyWhileOneSinkThatCanBeReadKeepsUpAndSaysWhichDoesNot() {
    CheckpointHealth health = new CheckpointHealth(checkpointing);
    sink.fails = true;
    passes(31);
    passes(31);
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    assertThat(health.health().getDetails().get("behind"))
        .asString()
        .contains("the sink", "62 s ago", "no space left")
        .doesNotContain("the other");
    other.readable = false;
    assertThat(health.health().getStatus()).as("nothing could be read").isEqualTo(Status.DOWN);
  }

  @Test
  void isNotReadyOnceTheLastOneIsTooOldAndSaysWhy() {
    CheckpointHealth health = new CheckpointHealth(checkpointing);
    sink.fails = true;
    other.fails = true;
    passes(60);
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    passes(1);
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.health().getDetails().get("why"))
        .asString()
        .contains("the sink", "61 s ago", "no space left");
    sink.fails = false;
    checkpointing.keepWhereDue();
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void tellsForAlarmsHowOldTheYoungestIsThatAStartCouldRead() {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    new CheckpointMetrics(checkpointing, metrics);
    sink.fails = true;
    other.readable = false;
    passes(40);
    assertThat(metrics.get("broker.audit.checkpoint.age").gauge().value()).isEqualTo(40);
    other.readable = true;
    assertThat(metrics.get("broker.audit.checkpoint.age").gauge().value()).isEqualTo(0);
  }

  @Test
  void vouchesForNoTrailThatIsBroken() {
    database.ownersJdbc().sql("UPDATE broker.audit_record SET hash = sha256('x')").update();
    passes(61);
    assertThat(numbers()).containsExactly(1L);
    assertThat(checkpointing.overdue()).isPresent();
  }

  @Test
  void refusesALastLineThatAnotherKeyHasSigned() throws IOException {
    Checkpoints others =
        new Checkpoints(
            new CheckpointSinks(List.of(sink, other)),
            new TestCheckpointKey(),
            InstantSource.system());
    others.keep(new Chain(1, 1, "0".repeat(64)));
    assertThatThrownBy(checkpoints::last)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("not signed by this broker's key")
        .hasMessageContaining("broker.audit.checkpoints.file");
  }

  @Test
  void keepsAFileForItsOwnerAloneAndGoesOnAfterALineThatBrokeOff() throws IOException {
    Path path = folder.resolve("a/b/checkpoints.jsonl");
    CheckpointFile file = new CheckpointFile(path);
    assertThat(file.newest()).isEmpty();
    file.keep(at(1));
    Files.writeString(path, "tw", StandardOpenOption.APPEND);
    file.keep(at(3));
    assertThat(Files.readAllLines(path)).containsExactly(at(1).line(), "tw", at(3).line());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    for (int i = 0; i < 1000; i++) {
      file.keep(at(i));
    }
    assertThat(file.newest()).hasSizeLessThan(400).last().isEqualTo(at(999).line());
    assertThat(file.newest()).allMatch(line -> Checkpoint.read(line).isPresent());
  }

  private static Checkpoint at(long number) {
    return Checkpoint.of(new Chain(1, number, "0".repeat(64)), Instant.EPOCH, KEY);
  }

  private void passes(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    checkpointing.keepWhereDue();
  }

  private List<Long> numbers() {
    return sink.lines.stream().map(line -> Checkpoint.read(line).orElseThrow().number()).toList();
  }
}
