package dev.teambroker.server.audit.verification;

import dev.teambroker.protocol.AuditRecords.Line;
import dev.teambroker.server.audit.checkpoint.SignedCheckpoints;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Verifies an export of the trail ({@link dev.teambroker.protocol.AuditRecords}) without a
 * database.
 */
public final class VerifyingExports {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private VerifyingExports() {}

  /** Reads one {@link Line} a line, to the end or to the first line that isn't one. */
  public static AuditReport verify(BufferedReader export) throws IOException {
    return verify(export, SignedCheckpoints.NONE);
  }

  /** The same, and whether it is of the trail that these checkpoints were kept of. */
  static AuditReport verify(BufferedReader export, SignedCheckpoints checkpoints)
      throws IOException {
    ChainVerification chain = new ChainVerification(checkpoints);
    long lineNumber = 0;
    for (String text = export.readLine(); text != null; text = export.readLine()) {
      lineNumber++;
      try {
        chain.next(JSON.readValue(text, Line.class));
      } catch (JacksonException e) {
        chain.fail(
            "line "
                + lineNumber
                + " is not a record with epoch, number, body and hash, after record "
                + chain.last().number());
        break;
      }
    }
    return report(chain);
  }

  private static AuditReport report(ChainVerification chain) {
    List<String> lines = new ArrayList<>(summary(chain));
    if (!chain.isFromTheBeginning()) {
      lines.add(
          "not seen: what is before the first record of this export, and so whether that one's"
              + " hash is right");
    }
    lines.add("not seen: whether records after the last one are missing from this export");
    lines.addAll(chain.checkpoints().lines());
    List<String> faults = new ArrayList<>(chain.fault().stream().toList());
    faults.addAll(chain.checkpoints().faults());
    return new AuditReport(lines, faults);
  }

  static List<String> summary(ChainVerification chain) {
    return List.of(
        "records: " + chain.records(),
        "last record: epoch %d, number %d, hash %s"
            .formatted(chain.last().epoch(), chain.last().number(), chain.last().hash()),
        "requests without a result: " + chain.open().describe());
  }
}
