package dev.teambroker.server.audit.segment;

import dev.teambroker.server.audit.checkpoint.CheckpointKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code broker audit verify --segment FILE --key PIN}: a segment alone, with its manifest beside.
 */
public final class VerifyingSegment {
  private VerifyingSegment() {}

  /**
   * What was found.
   *
   * @param fault what is wrong with it
   */
  public record Found(List<String> lines, Optional<String> fault) {
    public Found {
      lines = List.copyOf(lines);
    }
  }

  public static Found verify(Path file, CheckpointKey key) throws IOException {
    SegmentManifest manifest;
    try {
      manifest = SegmentFiles.read(SegmentFiles.manifestOf(file));
    } catch (IllegalArgumentException e) {
      return new Found(List.of(), Optional.of(String.valueOf(e.getMessage())));
    }
    try (InputStream records = Files.newInputStream(file)) {
      return new Found(
          List.of(
              manifest + ", from " + manifest.from() + " to " + manifest.to(),
              "goes on from the record with hash " + manifest.before(),
              "the manifest before it: " + manifest.previous(),
              "not seen: whether the segments before and after it are there"),
          SegmentCheck.fault(manifest, records, key, line -> {}));
    }
  }
}
