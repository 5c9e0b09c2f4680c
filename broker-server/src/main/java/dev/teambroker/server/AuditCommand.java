package dev.teambroker.server;

import dev.teambroker.server.audit.AuditReport;
import dev.teambroker.server.audit.VerifyingDatabase;
import dev.teambroker.server.audit.VerifyingExports;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code broker audit verify}: the database's trail and rows; {@code broker audit verify FILE}: an
 * export ({@code -} is stdin). Exits 0 when all is as it should be, 1 when it isn't, 2 when it
 * can't be told.
 */
final class AuditCommand {
  private static final String USAGE = "usage: broker audit verify [FILE] [--config FILE]";

  private AuditCommand() {}

  static int run(List<String> arguments, PrintStream out) throws IOException {
    if (arguments.isEmpty() || !arguments.getFirst().equals("verify")) {
      System.err.println(USAGE);
      return 2;
    }
    List<String> options = new ArrayList<>(arguments.subList(1, arguments.size()));
    AuditReport report =
        options.isEmpty() || options.getFirst().startsWith("--")
            ? ofDatabase(options)
            : ofExport(options.getFirst());
    report.lines().forEach(out::println);
    report.faults().forEach(fault -> out.println("BROKEN: " + fault));
    out.println(report.isSound() ? "verified" : "NOT verified");
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

  private static AuditReport ofDatabase(List<String> options) {
    String[] arguments = Configured.arguments(options, System.getenv());
    try (CommandContext broker = CommandContext.open("audit-verify", arguments)) {
      return broker.get(VerifyingDatabase.class).verify();
    }
  }
}
