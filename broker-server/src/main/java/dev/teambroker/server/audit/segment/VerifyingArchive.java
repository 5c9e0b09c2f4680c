package dev.teambroker.server.audit.segment;

import dev.teambroker.protocol.AuditRecords.Line;
import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.RecordBody;
import dev.teambroker.server.audit.RowIndex;
import dev.teambroker.server.audit.checkpoint.CheckpointKey;
import dev.teambroker.server.database.StartRefused;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Segment after segment as the archives hold them, folding what they say of the rows. */
final class VerifyingArchive {
  private final SegmentArchives archives;
  private final CheckpointKey key;
  private final RowIndex rows;
  private Chain place;
  private @Nullable SegmentManifest last;

  VerifyingArchive(SegmentArchives archives, CheckpointKey key, Chain begin, RowIndex rows) {
    this.archives = archives;
    this.key = key;
    this.place = begin;
    this.rows = rows;
  }

  Chain place() {
    return place;
  }

  /**
   * Verifies the next one in each archive.
   *
   * @throws StartRefused when it doesn't come next, or an archive doesn't hold it as it was sealed
   */
  void verify(SegmentManifest manifest) throws IOException {
    boolean follows =
        manifest.before().equals(place.hash())
            && (last == null || manifest.previous().equals(last.digest()));
    if (!follows) {
      throw new StartRefused(manifest + " doesn't follow record " + place.number());
    }
    Consumer<Line> each = this::fold;
    for (SegmentArchive archive : archives.all()) {
      verify(manifest, archive, each);
      each = line -> {};
    }
    place = manifest.end();
    last = manifest;
  }

  private void verify(SegmentManifest manifest, SegmentArchive archive, Consumer<Line> each)
      throws IOException {
    try (InputStream records = archive.records(manifest)) {
      if (!archive.manifest(manifest).equals(manifest.line())) {
        throw refused(manifest, archive, "its manifest is another one there");
      }
      SegmentCheck.fault(manifest, records, key, each)
          .ifPresent(
              fault -> {
                throw refused(manifest, archive, fault);
              });
    } catch (IOException e) {
      throw refused(manifest, archive, e.toString());
    }
  }

  private static StartRefused refused(
      SegmentManifest manifest, SegmentArchive archive, String why) {
    return new StartRefused(manifest + " is not pruned, as " + archive.place() + " fails: " + why);
  }

  private void fold(Line line) {
    RecordBody.changesIn(line.body()).forEach(rows::take);
  }
}
