package dev.teambroker.server.secretstore;

import dev.teambroker.protocol.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/** A file that nobody but its owner may read; one that others may read is refused. */
public final class PrivateFile {
  private static final Set<PosixFilePermission> OPEN_TO_OTHERS =
      Set.of(
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private PrivateFile() {}

  public static byte[] read(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (permissions.stream().anyMatch(OPEN_TO_OTHERS::contains)) {
        throw new SecretStoreUnavailable(
            "%s is open to others (%s): chmod 600 it"
                .formatted(file, PosixFilePermissions.toString(permissions)));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new SecretStoreUnavailable(file + " can't be read", e);
    }
  }

  /** What is in it, without line ends behind it; the caller closes it. */
  public static Secret readSecret(Path file) {
    byte[] content = read(file);
    int end = content.length;
    while (end > 0 && (content[end - 1] == '\n' || content[end - 1] == '\r')) {
      end--;
    }
    try {
      return Secret.takeFrom(Arrays.copyOf(content, end));
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  /** Whole or not at all, on the disk when it returns, and never over a file that is there. */
  public static void make(Path file, byte[] content) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.createLink(file, draft);
    Files.delete(draft);
    try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
      folder.force(true);
    }
  }
}
