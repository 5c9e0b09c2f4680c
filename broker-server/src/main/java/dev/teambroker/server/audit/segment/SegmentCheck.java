package dev.teambroker.server.audit.segment;

import dev.teambroker.protocol.AuditRecords.Line;
import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.checkpoint.CheckpointKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Verifies one segment alone: its signature, its file, and the chain of its records. */
final class SegmentCheck {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SegmentManifest manifest;
  private final Consumer<Line> each;
  private Chain last;

  private SegmentCheck(SegmentManifest manifest, Consumer<Line> each) {
    this.manifest = manifest;
    this.each = each;
    this.last = new Chain(manifest.epoch(), manifest.first() - 1, manifest.before());
  }

  /**
   * What is wrong with it; empty when nothing is.
   *
   * @param each is given every record up to the first fault
   */
  static Optional<String> fault(
      SegmentManifest manifest, InputStream file, CheckpointKey key, Consumer<Line> each)
      throws IOException {
    if (!manifest.isSignedBy(key)) {
      return Optional.of("its manifest is not signed by the key " + key.pin());
    }
    return Optional.ofNullable(new SegmentCheck(manifest, each).faultOf(file));
  }

  private @Nullable String faultOf(InputStream file) throws IOException {
    DigestInputStream hashed = new DigestInputStream(file, Chain.sha256());
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(hashed, StandardCharsets.UTF_8));
    for (String text = lines.readLine(); text != null; text = lines.readLine()) {
      String fault = faultOf(text);
      if (fault != null) {
        return fault;
      }
    }
    if (!last.equals(manifest.end())) {
      return "it ends with record %d, with another hash than its manifest says, or too early"
          .formatted(last.number());
    }
    String sha256 = HexFormat.of().formatHex(hashed.getMessageDigest().digest());
    return sha256.equals(manifest.sha256()) ? null : "its file is not the one that was sealed";
  }

  private @Nullable String faultOf(String text) {
    Line line;
    try {
      line = JSON.readValue(text, Line.class);
    } catch (JacksonException e) {
      return "a line after record " + last.number() + " is no record";
    }
    String fault = last.faultOf(line);
    if (fault == null) {
      last = Chain.at(line);
      each.accept(line);
    }
    return fault;
  }
}
