package dev.teambroker.cli.configuration;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.terminal.Surroundings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Sessions in the AWS credentials file, each between two marks of ours. What stands outside the
 * marks is never touched; the file is its owner's alone afterwards.
 */
public final class CredentialsFile {
  private static final String BEGIN = "# >>> broker-cli: a session until ";
  private static final String REST = ", made by `broker-cli export`, do not edit";
  private static final String END = "# <<< broker-cli";

  private final TextFile file;
  private final Path path;
  private final Instant now;

  private CredentialsFile(Path path, Instant now) {
    this.file = new TextFile(path);
    this.path = path;
    this.now = now;
  }

  /** {@code AWS_SHARED_CREDENTIALS_FILE}, else ~/.aws/credentials. */
  public static CredentialsFile of(Surroundings around) {
    return new CredentialsFile(around.files().awsCredentials(), around.clock().instant());
  }

  public Path path() {
    return path;
  }

  /** Ends the command where somebody else's section has that name. */
  public void refuseUnlessFree(String section) {
    if (!section.matches("[^\\p{Cntrl}\\[\\]\"\\\\#;]{1,128}")) {
      throw new Failure(ExitCode.USAGE, "'" + section + "' can't be a section's name.");
    }
    if (without(_ -> true).stream().anyMatch(line -> isHeading(line, section))) {
      throw new Failure(
          ExitCode.CONFIGURATION,
          path + " has a section [" + section + "] that isn't ours; it is left alone.");
    }
  }

  private static boolean isHeading(String line, String section) {
    String heading = line.strip();
    return heading.startsWith("[")
        && heading.contains("]")
        && heading.substring(1, heading.indexOf(']')).strip().equals(section);
  }

  /** The section in place of an older one of ours. */
  public void put(String section, String expiration, String lines) {
    refuseUnlessFree(section);
    List<String> kept = without(block -> block.contains("[" + section + "]") || hasEnded(block));
    if (!kept.isEmpty() && !kept.getLast().isBlank()) {
      kept.add("");
    }
    kept.add(BEGIN + expiration + REST);
    kept.addAll(lines.lines().toList());
    kept.add(END);
    file.writePrivately(String.join("\n", kept) + "\n");
  }

  /** Forgets all of ours. */
  public void removeAll() {
    remove(_ -> true);
  }

  /** Forgets those of ours that have ended. */
  public void removeEnded() {
    remove(this::hasEnded);
  }

  private void remove(Predicate<List<String>> block) {
    String before = file.read();
    if (before.contains(BEGIN)) {
      List<String> kept = without(block);
      String after = kept.isEmpty() ? "" : String.join("\n", kept) + "\n";
      if (!after.equals(before)) {
        file.writePrivately(after);
      }
    }
  }

  private boolean hasEnded(List<String> block) {
    String until = block.getFirst().substring(BEGIN.length()).replace(REST, "");
    try {
      return !Instant.parse(until).isAfter(now);
    } catch (DateTimeParseException edited) {
      return false;
    }
  }

  /** The file's lines without those of our blocks, marks included, that the test takes. */
  private List<String> without(Predicate<List<String>> goes) {
    List<String> kept = new ArrayList<>();
    List<String> block = new ArrayList<>();
    for (String line : file.read().lines().toList()) {
      if (line.startsWith(BEGIN) || !block.isEmpty()) {
        block.add(line);
      } else {
        kept.add(line);
      }
      if (line.equals(END) && !block.isEmpty()) {
        kept.addAll(goes.test(block) ? List.of() : block);
        block.clear();
      }
    }
    if (!block.isEmpty()) {
      throw new Failure(
          ExitCode.CONFIGURATION,
          path + " has a mark of ours without its end: mend it by hand ('" + END + "').");
    }
    return kept;
  }
}
