package dev.teambroker.server.audit.checkpoint;

import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.CheckpointSigner;
import dev.teambroker.server.database.DataDirectory;
import dev.teambroker.server.database.StartRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The checkpoints that this broker has kept, and the key that signs them. Thread-safe. */
@Component
public class Checkpoints {
  private final CheckpointSink sink;
  private final CheckpointSigner signer;
  private final InstantSource clock;

  @Autowired
  Checkpoints(
      CheckpointProperties properties,
      DataDirectory directory,
      CheckpointSigner signer,
      InstantSource clock) {
    this(
        new CheckpointFile(
            Objects.requireNonNullElseGet(properties.file(), () -> beside(directory.path()))),
        signer,
        clock);
  }

  Checkpoints(CheckpointSink sink, CheckpointSigner signer, InstantSource clock) {
    this.sink = sink;
    this.signer = signer;
    this.clock = clock;
  }

  private static Path beside(Path data) {
    return data.resolveSibling(data.getFileName() + "-checkpoints.jsonl");
  }

  public String place() {
    return sink.place();
  }

  public CheckpointKey key() {
    return CheckpointKey.of(signer.publicKey());
  }

  /** Whether nothing was ever kept here. */
  boolean isNew() {
    try {
      return sink.isNew();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * The last one that was kept here.
   *
   * @throws StartRefused when it can't be read, or this broker's key hasn't signed it
   */
  Optional<Checkpoint> last() {
    Optional<Checkpoint> last = lastLine();
    if (last.isPresent() && !key().signed(last.get())) {
      throw new StartRefused(
          "the last line of %s is not signed by this broker's key: it is of another broker, or the"
                  .formatted(place())
              + " database has lost the key. Set broker.audit.checkpoints.file to this broker's"
              + " own, or, if the database was restored on purpose, `broker restore accept`.");
    }
    return last;
  }

  /** The same, by whomever it is signed. */
  public Optional<Checkpoint> lastLine() {
    try {
      return sink.newest().reversed().stream()
          .map(Checkpoint::read)
          .flatMap(Optional::stream)
          .findFirst();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  public SignedCheckpoints newest(CheckpointKey by) {
    try {
      return SignedCheckpoints.of(place(), sink.newest(), by);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Signs the head and keeps it, durably. */
  public Checkpoint keep(Chain head) throws IOException {
    Checkpoint checkpoint = Checkpoint.of(head, clock.instant(), signer);
    sink.append(checkpoint.line());
    return checkpoint;
  }

  private StartRefused unreadable(IOException e) {
    return new StartRefused(
        "the checkpoints in "
            + place()
            + " can't be read (broker.audit.checkpoints.file): "
            + e.getMessage(),
        e);
  }
}
