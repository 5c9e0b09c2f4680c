package dev.teambroker.server.audit;

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
 * {@code broker audit verify}: the database's trail and rows; {@code broker audit verify FILE}: an
 * export ({@code -} is stdin), for which no database is opened. Exits 0 when all is as it should be
 * and 1 when it isn't.
 */
@Component("audit verify")
final class VerifyCommand implements Command {
  private final ObjectProvider<VerifyingDatabase> database;

  VerifyCommand(ObjectProvider<VerifyingDatabase> database) {
    this.database = database;
  }

  @Override
  public int run(List<String> arguments) throws IOException {
    AuditReport report =
        arguments.isEmpty() ? database.getObject().verify() : ofExport(arguments.getFirst());
    report.lines().forEach(System.out::println);
    report.faults().forEach(fault -> System.out.println("BROKEN: " + fault));
    System.out.println(report.isSound() ? "verified" : "NOT verified");
    return report.isSound() ? 0 : 1;
  }

  private static AuditReport ofExport(String file) throws IOException {
    try (BufferedReader export =
        file.equals("-")
            ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            : Files.newBufferedReader(Path.of(file))) {
      return VerifyingExports.verify(export);
    }
  }
}
