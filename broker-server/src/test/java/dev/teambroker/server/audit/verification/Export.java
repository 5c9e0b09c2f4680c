package dev.teambroker.server.audit.verification;

import dev.teambroker.protocol.AuditRecords.Line;
import dev.teambroker.server.audit.Chain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A well-made trail as lines, for tests to spoil. */
final class Export {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Export() {}

  static List<Line> of(int records) {
    List<Line> lines = new ArrayList<>();
    Chain last = Chain.START;
    for (int i = 1; i <= records; i++) {
      Line line = after(last, "{\"at\":\"t\",\"action\":\"test.%d\"}".formatted(i));
      lines.add(line);
      last = Chain.at(line);
    }
    return lines;
  }

  static Line after(Chain last, String body) {
    String hash = Chain.hashAfter(last.hash(), last.epoch(), last.number() + 1, body);
    return new Line(last.epoch(), last.number() + 1, body, hash);
  }

  static AuditReport verify(List<Line> lines) {
    return verify(lines.stream().map(JSON::writeValueAsString).collect(Collectors.joining("\n")));
  }

  static AuditReport verify(String text) {
    try {
      return VerifyingExports.verify(new BufferedReader(new StringReader(text)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
