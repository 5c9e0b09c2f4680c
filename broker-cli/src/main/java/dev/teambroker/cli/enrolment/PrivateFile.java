package dev.teambroker.cli.enrolment;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.protocol.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A new file that its owner alone can read; an existing one is never overwritten. */
final class PrivateFile {
  private PrivateFile() {}

  static void create(Path file, Secret content) {
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      content.reveal(bytes -> channel.write(ByteBuffer.wrap(bytes)));
    } catch (IOException broken) {
      throw new Failure(ExitCode.USAGE, file + " can't be made: " + broken, broken);
    }
  }
}
