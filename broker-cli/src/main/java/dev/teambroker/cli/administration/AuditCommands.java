package dev.teambroker.cli.administration;

import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.broker.Json;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.signin.SignedInBroker;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.AuditRecords.Line;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit …}. */
@Command(name = "audit", description = "The audit trail.")
final class AuditCommands extends Administration {
  private static final int PAGE = 1000;

  AuditCommands(Surroundings around) {
    super(around);
  }

  @Command(description = "Exports the trail's records, a JSON object a line, to stdout or a file.")
  void export(
      @Option(names = "--epoch", defaultValue = "1", description = "Default: 1.") long epoch,
      @Option(
              names = "--after",
              defaultValue = "0",
              description = "Leaves out this and all before.")
          long after,
      @Option(names = "--output", paramLabel = "FILE", description = "A new file.")
          @Nullable Path file) {
    if (file == null) {
      Line last = export(epoch, after, around.out());
      around.say("Exported up to " + named(last) + ".");
      return;
    }
    try (OutputStream to = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      Line last = export(epoch, after, to);
      around.say("Exported up to " + named(last) + " to " + file + ".");
    } catch (IOException | UncheckedIOException broken) {
      throw new Failure(ExitCode.USAGE, file + " can't be written: " + broken, broken);
    }
  }

  private static String named(Line last) {
    return "record " + last.number() + " of epoch " + last.epoch();
  }

  /** The last one; a page may reach into a later epoch. */
  private Line export(long epoch, long after, OutputStream to) {
    SignedInBroker broker = broker();
    Line last = new Line(epoch, after, "", "");
    while (true) {
      String query = "?epoch=" + last.epoch() + "&after=" + last.number() + "&limit=" + PAGE;
      byte[] page = broker.fetch(Call.of("GET", "/v1/audit" + query));
      String text = new String(page, StandardCharsets.UTF_8).stripTrailing();
      if (text.isEmpty()) {
        return last;
      }
      write(page, to);
      String line = text.substring(text.lastIndexOf('\n') + 1);
      last = Json.read(line.getBytes(StandardCharsets.UTF_8), Line.class);
    }
  }

  private static void write(byte[] page, OutputStream to) {
    try {
      to.write(page);
      to.flush();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
