package dev.teambroker.server.audit.verification;

import dev.teambroker.server.audit.checkpoint.CheckpointKey;
import dev.teambroker.server.audit.checkpoint.Checkpoints;
import dev.teambroker.server.audit.checkpoint.SignedCheckpoints;
import dev.teambroker.server.audit.segment.VerifyingSegment;
import dev.teambroker.server.web.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * {@code broker audit verify}: the database's trail and rows, held against the checkpoints that
 * this broker has kept; {@code broker audit verify FILE}: an export ({@code -} is stdin), for which
 * no database is opened; {@code broker audit verify --segment FILE --key PIN}: a sealed segment,
 * alone. {@code --checkpoint FILE --key PIN} takes checkpoints from elsewhere. Exits 0 when all is
 * as it should be and 1 when it isn't.
 */
@Component("audit verify")
final class VerifyCommand implements Command {
  private final ObjectProvider<VerifyingDatabase> database;
  private final ObjectProvider<Checkpoints> own;

  VerifyCommand(ObjectProvider<VerifyingDatabase> database, ObjectProvider<Checkpoints> own) {
    this.database = database;
    this.own = own;
  }

  @Override
  public int run(List<String> arguments) throws IOException {
    VerifyArguments asked = VerifyArguments.read(arguments);
    AuditReport report = report(asked);
    report.lines().forEach(System.out::println);
    report.faults().forEach(fault -> System.out.println("BROKEN: " + fault));
    System.out.println(report.isSound() ? "verified" : "NOT verified");
    return report.isSound() ? 0 : 1;
  }

  private AuditReport report(VerifyArguments asked) throws IOException {
    if (asked.segment() != null) {
      return ofSegment(asked.segment(), asked.keyOfSegment());
    }
    return asked.export() == null
        ? database.getObject().verify(asked.checkpointsOr(own.getObject()), asked.pinned())
        : ofExport(asked.export(), asked.checkpointsOfExport());
  }

  private static AuditReport ofSegment(Path file, CheckpointKey key) throws IOException {
    VerifyingSegment.Found found = VerifyingSegment.verify(file, key);
    return new AuditReport(found.lines(), found.fault().stream().toList());
  }

  @Override
  public boolean takesOptions() {
    return true;
  }

  private static AuditReport ofExport(String file, SignedCheckpoints checkpoints)
      throws IOException {
    try (BufferedReader export =
        file.equals("-")
            ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            : Files.newBufferedReader(Path.of(file))) {
      return VerifyingExports.verify(export, checkpoints);
    }
  }
}
