package dev.teambroker.server.audit.web;

import dev.teambroker.protocol.AuditRecords.Line;
import dev.teambroker.protocol.Problem;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Shape;
import dev.teambroker.server.audit.AuditReaders;
import dev.teambroker.server.audit.ReadingTrail;
import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.Problems;
import dev.teambroker.server.web.Turns;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET /v1/audit}: see {@link dev.teambroker.protocol.AuditRecords}. */
@RestController
class AuditController {
  private static final String NDJSON = "application/x-ndjson";
  private static final int MOST = 10_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ReadingTrail trail;
  private final AuditReaders readers;

  AuditController(ReadingTrail trail, AuditReaders readers) {
    this.trail = trail;
    this.readers = readers;
  }

  /** Writes the lines itself; null says that it did. */
  @Endpoint(
      value = "Reads the audit trail, a record a line",
      answer = Line.class,
      mediaType = "application/x-ndjson")
  @GetMapping("/v1/audit")
  @Nullable ResponseEntity<Problem> read(
      @RequestParam(defaultValue = "1") @Shape(takes = "a number, from 1", min = 1) long epoch,
      @RequestParam(defaultValue = "0") @Shape(takes = "a number, from 0", min = 0) long after,
      @RequestParam(defaultValue = "1000") @Shape(min = 1, max = MOST) int limit,
      HttpServletResponse response)
      throws IOException {
    if (!readers.mayRead()) {
      return Problems.of(
          ProblemType.FORBIDDEN, "The audit trail is read by admins and auditors alone.");
    }
    List<Line> lines = trail.after(epoch, after, limit);
    Turns.whileAway(() -> write(lines, response));
    return null;
  }

  private static OutputStream write(List<Line> lines, HttpServletResponse response)
      throws IOException {
    response.setContentType(NDJSON);
    OutputStream out = response.getOutputStream();
    for (Line line : lines) {
      out.write(JSON.writeValueAsBytes(line));
      out.write('\n');
    }
    out.flush();
    return out;
  }
}
