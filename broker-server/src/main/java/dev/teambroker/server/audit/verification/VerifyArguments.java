package dev.teambroker.server.audit.verification;

import dev.teambroker.server.audit.checkpoint.CheckpointKey;
import dev.teambroker.server.audit.checkpoint.Checkpoints;
import dev.teambroker.server.audit.checkpoint.SignedCheckpoints;
import dev.teambroker.server.database.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code audit verify} was told.
 *
 * @param export the file to verify; without one, the database is
 * @param segment the sealed segment to verify alone
 * @param checkpoints a file of checkpoints
 * @param key the pinned key that has to have signed them
 */
record VerifyArguments(
    @Nullable String export,
    @Nullable Path segment,
    @Nullable Path checkpoints,
    @Nullable CheckpointKey key) {
  private static final String TAKES =
      "audit verify takes [EXPORT] [--checkpoint FILE] [--key PIN|FILE], or --segment FILE --key"
          + " PIN|FILE; ";

  static VerifyArguments read(List<String> arguments) {
    String export = null;
    Path segment = null;
    Path checkpoints = null;
    CheckpointKey key = null;
    for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
      String word = words.next();
      switch (word) {
        case "--segment" -> segment = Path.of(value(word, words));
        case "--checkpoint" -> checkpoints = Path.of(value(word, words));
        case "--key" -> key = key(value(word, words));
        default -> {
          if (word.startsWith("--") || export != null) {
            throw new StartRefused(TAKES + "'" + word + "' is none of them");
          }
          export = word;
        }
      }
    }
    return new VerifyArguments(export, segment, checkpoints, key);
  }

  private static String value(String option, Iterator<String> words) {
    if (!words.hasNext()) {
      throw new StartRefused(TAKES + "nothing follows " + option);
    }
    return words.next();
  }

  private static CheckpointKey key(String pin) {
    try {
      Path file = Path.of(pin);
      return new CheckpointKey(Files.isRegularFile(file) ? Files.readString(file).strip() : pin);
    } catch (IOException e) {
      throw new StartRefused("--key can't be read: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new StartRefused(String.valueOf(e.getMessage()), e);
    }
  }

  Optional<CheckpointKey> pinned() {
    return Optional.ofNullable(key);
  }

  /** Those of the file, or else of the broker; signed by the pinned key, or else the broker's. */
  SignedCheckpoints checkpointsOr(Checkpoints own) throws IOException {
    CheckpointKey by = key == null ? own.key() : key;
    return checkpoints == null ? own.newest(by) : read(checkpoints, by);
  }

  /** A segment is verified without the broker: then the key is needed. */
  CheckpointKey keyOfSegment() {
    if (key == null || export != null || checkpoints != null) {
      throw new StartRefused(TAKES + "a segment needs --key, and nothing else");
    }
    return key;
  }

  /** An export is verified without the broker: then both are needed. */
  SignedCheckpoints checkpointsOfExport() throws IOException {
    if (checkpoints == null && key == null) {
      return SignedCheckpoints.NONE;
    }
    if (checkpoints == null || key == null) {
      throw new StartRefused(TAKES + "an export needs both --checkpoint and --key, or neither");
    }
    return read(checkpoints, key);
  }

  private static SignedCheckpoints read(Path file, CheckpointKey by) throws IOException {
    return SignedCheckpoints.of(file.toString(), Files.readAllLines(file), by);
  }
}
