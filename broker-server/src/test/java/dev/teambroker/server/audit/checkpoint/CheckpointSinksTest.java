package dev.teambroker.server.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.database.StartRefused;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several sinks, and what a start believes of them. */
class CheckpointSinksTest {
  private final TestCheckpointKey key = new TestCheckpointKey();
  private final TestSink near = new TestSink("near");
  private final TestSink far = new TestSink("far");
  private final Checkpoints checkpoints =
      new Checkpoints(new CheckpointSinks(List.of(near, far)), key, InstantSource.system());

  @Test
  void believesTheFurthestOfAllThatCanBeRead() {
    near.lines.add(at(1, 5).line());
    far.lines.add(at(1, 9).line());
    far.lines.add(at(1, 8).line());
    assertThat(checkpoints.last()).contains(at(1, 9));
    near.lines.add(at(2, 1).line());
    assertThat(checkpoints.last()).contains(at(2, 1));
  }

  @Test
  void passesOverOneThatCannotBeReadWhileAnotherCan() {
    near.lines.add(at(1, 5).line());
    far.fails = true;
    assertThat(checkpoints.last()).contains(at(1, 5));
    near.fails = true;
    assertThatThrownBy(checkpoints::last)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("near")
        .hasMessageContaining("far");
  }

  @Test
  void refusesAnySinkWhoseLastLineIsNotSignedByThisBroker() {
    near.lines.add(at(1, 5).line());
    far.lines.add(
        Checkpoint.of(new Chain(1, 1, "0".repeat(64)), Instant.EPOCH, new TestCheckpointKey())
            .line());
    assertThatThrownBy(checkpoints::last)
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("the last line of far is not signed");
  }

  @Test
  void keepsInEachAndFailsOnlyWhereNoneThatCanBeReadHasIt() throws IOException {
    far.fails = true;
    checkpoints.keep(new Chain(1, 1, "0".repeat(64)));
    assertThat(near.lines).hasSize(1);
    near.fails = true;
    assertThatThrownBy(() -> checkpoints.keep(new Chain(1, 2, "0".repeat(64))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void wantsOneThatCanBeReadAtAll() {
    near.readable = false;
    assertThatThrownBy(() -> new CheckpointSinks(List.of(near)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("can be read");
  }

  private Checkpoint at(long epoch, long number) {
    return Checkpoint.of(new Chain(epoch, number, "0".repeat(64)), Instant.EPOCH, key);
  }
}
