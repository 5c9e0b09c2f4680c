package dev.teambroker.server.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.TestTrail;
import dev.teambroker.server.database.StartRefused;
import dev.teambroker.server.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

class CheckpointingTest {
  private final TestDatabase database = TestDatabase.fresh();
  private final TestTrail audit = TestTrail.on(database);
  private final AtomicLong nanos = new AtomicLong();
  private final Sink sink = new Sink();
  private final Checkpoints checkpoints =
      new Checkpoints(sink, new TestCheckpointKey(), InstantSource.system());
  private final Checkpointing checkpointing =
      new Checkpointing(checkpoints, audit.index(), Duration.ofSeconds(60), nanos::get);

  @TempDir private Path folder;

  /** One that can be full. */
  private static final class Sink implements CheckpointSink {
    final List<String> lines = new ArrayList<>();
    boolean full;

    @Override
    public String place() {
      return "the sink";
    }

    @Override
    public boolean isNew() {
      return lines.isEmpty();
    }

    @Override
    public List<String> newest() {
      return lines;
    }

    @Override
    public void append(String line) throws IOException {
      if (full) {
        throw new IOException("no space left");
      }
      lines.add(line);
    }
  }

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
  void isNotReadyOnceTheLastOneIsTooOldAndSaysWhy() {
    CheckpointHealth health = new CheckpointHealth(checkpointing);
    sink.full = true;
    passes(60);
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    passes(1);
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.health().getDetails().get("why"))
        .asString()
        .contains("the sink", "61 s ago", "no space left");
    sink.full = false;
    checkpointing.keepWhereDue();
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
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
    Checkpoints others = new Checkpoints(sink, new TestCheckpointKey(), InstantSource.system());
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
    assertThat(file.isNew()).isTrue();
    assertThat(file.newest()).isEmpty();
    file.append("one");
    Files.writeString(path, "tw", StandardOpenOption.APPEND);
    file.append("three");
    assertThat(Files.readString(path)).isEqualTo("one\ntw\nthree\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    for (int i = 0; i < 1000; i++) {
      file.append("x".repeat(200) + i);
    }
    assertThat(file.newest()).hasSizeLessThan(400).last().asString().endsWith("999");
    assertThat(file.newest()).allMatch(line -> line.length() >= 201);
  }

  private void passes(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    checkpointing.keepWhereDue();
  }

  private List<Long> numbers() {
    return sink.lines.stream().map(line -> Checkpoint.read(line).orElseThrow().number()).toList();
  }
}
