package dev.teambroker.server.audit.checkpoint;

import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.CheckpointSigner;
import dev.teambroker.server.audit.checkpoint.CheckpointSinks.Kept;
import dev.teambroker.server.database.StartRefused;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The checkpoints that this broker has kept, and the key that signs them. Thread-safe. */
@Component
public class Checkpoints {
  private final CheckpointSinks sinks;
  private final CheckpointSigner signer;
  private final InstantSource clock;

  Checkpoints(CheckpointSinks sinks, CheckpointSigner signer, InstantSource clock) {
    this.sinks = sinks;
    this.signer = signer;
    this.clock = clock;
  }

  /** Where they can be read. */
  public String place() {
    return sinks.place();
  }

  public CheckpointKey key() {
    return CheckpointKey.of(signer.publicKey());
  }

  /** Whether they are in a file of this machine and nowhere else. */
  public boolean areInOneFile() {
    return sinks.isOneFile();
  }

  CheckpointSinks sinks() {
    return sinks;
  }

  /**
   * The one that is furthest in the trail, of all that can be read.
   *
   * @throws StartRefused when none can be read, or this broker's key hasn't signed the last one of
   *     each
   */
  public Optional<Checkpoint> last() {
    List<Kept> all = sinks.newest();
    for (Kept kept : all) {
      lastOf(kept)
          .filter(last -> !key().signed(last))
          .ifPresent(
              last -> {
                throw notSigned(kept);
              });
    }
    return all.stream()
        .flatMap(Checkpoints::of)
        .filter(key()::signed)
        .max(SignedCheckpoints.BY_PLACE);
  }

  private static StartRefused notSigned(Kept kept) {
    return new StartRefused(
        "the last line of %s is not signed by this broker's key: it is of another broker, or the"
                .formatted(kept.place())
            + " database has lost the key. Set broker.audit.checkpoints.file (or .https, .s3) to"
            + " this broker's own, or, if the database was restored on purpose, `broker restore"
            + " accept`.");
  }

  /** The furthest of each sink's last lines, by whomever they are signed. */
  public Optional<Checkpoint> lastLine() {
    return sinks.newest().stream()
        .map(Checkpoints::lastOf)
        .flatMap(Optional::stream)
        .max(SignedCheckpoints.BY_PLACE);
  }

  public SignedCheckpoints newest(CheckpointKey by) {
    List<String> lines =
        sinks.newest().stream().map(Kept::lines).flatMap(List::stream).distinct().toList();
    return SignedCheckpoints.of(place(), lines, by);
  }

  /** Signs the head; it is to be kept. */
  Checkpoint sign(Chain head) {
    return Checkpoint.of(head, clock.instant(), signer);
  }

  /**
   * Signs the head and keeps it in every sink, durably.
   *
   * @throws IOException when none of those that can be read has it
   */
  public Checkpoint keep(Chain head) throws IOException {
    Checkpoint checkpoint = sign(head);
    sinks.keep(checkpoint);
    return checkpoint;
  }

  private static Optional<Checkpoint> lastOf(Kept kept) {
    return of(kept).reduce((first, second) -> second);
  }

  private static Stream<Checkpoint> of(Kept kept) {
    return kept.lines().stream().map(Checkpoint::read).flatMap(Optional::stream);
  }
}
