package dev.teambroker.cli.keychain;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.terminal.NobodyToAsk;
import dev.teambroker.cli.terminal.Surroundings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One process at a time, by file locks in this user's own directory: ten calls at once make one
 * prompt and one request. The kernel frees the lock of a process that dies; the files stay.
 */
public final class Turns {
  /** Set for programs that are asked for a code in somebody's turn. */
  public static final String ASKING = "BROKER_CLI_ASKING";

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofMillis(25);

  private final Surroundings around;

  public Turns(Surroundings around) {
    this.around = around;
  }

  /** Runs the work when it is this process's turn, unless the turn it waited for failed. */
  public <T> T take(String name, Supplier<T> work) {
    if (around.variable(ASKING) != null) {
      throw new Failure(
          ExitCode.CODE_WANTED,
          "The program that is asked for a code calls broker-cli itself, which needs that code: a"
              + " loop.");
    }
    Optional<Path> directory = directory();
    if (directory.isEmpty()) {
      around.say(
          around.files().locks()
              + " can't be written, so several calls at once may each ask for a code.");
      return work.get();
    }
    return take(directory.get().resolve(name), work);
  }

  private <T> T take(Path file, Supplier<T> work) {
    Instant asked = around.clock().instant();
    try (FileChannel channel = open(file);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        return run(channel, work);
      }
      try (FileLock _ = waitFor(channel, file)) {
        Optional<Failure> shared = SharedFailure.since(channel, asked);
        if (shared.isPresent()) {
          throw shared.get();
        }
        return run(channel, work);
      }
    } catch (IOException broken) {
      throw new Failure(
          ExitCode.BROKEN, "The lock file " + file + " can't be used: " + broken, broken);
    }
  }

  private <T> T run(FileChannel channel, Supplier<T> work) throws IOException {
    try {
      return work.get();
    } catch (NobodyToAsk own) {
      throw own;
    } catch (Failure failure) {
      SharedFailure.leave(channel, failure, around.clock().instant());
      throw failure;
    }
  }

  private FileLock waitFor(FileChannel channel, Path file) throws IOException {
    Instant deadline = around.clock().instant().plus(PATIENCE);
    while (true) {
      @Nullable FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
      if (around.clock().instant().isAfter(deadline)) {
        throw new Failure(
            ExitCode.CODE_WANTED,
            "Another broker-cli has held "
                + file
                + " for 5 minutes: is a prompt waiting somewhere?");
      }
      around.pause().accept(POLL);
    }
  }

  /** The first that can be written of the state's and the runtime's; a home may be read-only. */
  private Optional<Path> directory() {
    Path runtime = around.files().runtime();
    return Stream.of(around.files().locks(), runtime == null ? null : runtime.resolve("locks"))
        .filter(Objects::nonNull)
        .filter(Turns::isUsable)
        .findFirst();
  }

  private static boolean isUsable(Path directory) {
    try {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return Files.isWritable(directory);
    } catch (IOException unusable) {
      return false;
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }
}
