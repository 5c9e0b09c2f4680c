package dev.teambroker.cli.keychain;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * How the last turn failed, left in the lock file: those who were waiting then fail alike, instead
 * of asking the same person the same question one after the other.
 */
final class SharedFailure {
  private static final int LONGEST = 4096;

  private SharedFailure() {}

  static void leave(FileChannel file, Failure failure, Instant now) throws IOException {
    String text = now.toEpochMilli() + "\n" + failure.exitCode() + "\n" + failure.sentence();
    file.truncate(0);
    file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  /** The failure of a turn that ended after this caller had asked for its own. */
  static Optional<Failure> since(FileChannel file, Instant asked) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(LONGEST);
    file.read(content, 0);
    content.flip();
    String[] lines = StandardCharsets.UTF_8.decode(content).toString().split("\n", 3);
    try {
      return lines.length == 3 && Long.parseLong(lines[0]) >= asked.toEpochMilli()
          ? Optional.of(new Failure(ExitCode.valueOf(lines[1]), lines[2]))
          : Optional.empty();
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }
}
