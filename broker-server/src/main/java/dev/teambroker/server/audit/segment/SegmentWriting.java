package dev.teambroker.server.audit.segment;

import dev.teambroker.protocol.AuditRecords.Line;
import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.CheckpointSigner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Writes records to a file, as an export has them, and says in a manifest what it holds. */
final class SegmentWriting {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SegmentWriting() {}

  /**
   * Writes a segment.
   *
   * @param after where the chain stands before the first of them
   * @throws IOException also where they don't go on from there
   */
  static SegmentManifest write(
      Path file, Chain after, List<Line> lines, String previous, CheckpointSigner signer)
      throws IOException {
    DigestOutputStream out =
        new DigestOutputStream(OutputStream.nullOutputStream(), Chain.sha256());
    Chain last = after;
    try (OutputStream records = Files.newOutputStream(file)) {
      for (Line line : lines) {
        String fault = last.faultOf(line);
        if (fault != null) {
          throw new IOException("the trail is broken: " + fault);
        }
        byte[] text = (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        records.write(text);
        out.write(text);
        last = Chain.at(line);
      }
    }
    Line first = lines.getFirst();
    return new SegmentManifest(
            first.epoch(),
            first.number(),
            last.number(),
            after.hash(),
            last.hash(),
            at(first),
            at(lines.getLast()),
            HexFormat.of().formatHex(out.getMessageDigest().digest()),
            previous,
            "")
        .signedBy(signer);
  }

  /** When it was written; what isn't ours to read counts as the oldest. */
  static Instant at(Line line) {
    try {
      return Instant.parse(JSON.readTree(line.body()).path("at").asString(""));
    } catch (DateTimeException | JacksonException notOurs) {
      return Instant.EPOCH;
    }
  }
}
