package dev.teambroker.server.audit.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** A file to which lines are appended, and nothing else. */
final class CheckpointFile implements CheckpointSink {
  private static final int TAIL = 64 * 1024;
  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;

  CheckpointFile(Path file) {
    this.file = file;
  }

  @Override
  public String place() {
    return file.toString();
  }

  /** What a crash left of a line at the end is a line of its own, as {@link #keep} ends it. */
  @Override
  public List<String> newest() throws IOException {
    if (Files.notExists(file)) {
      return List.of();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long from = Math.max(0, channel.size() - TAIL);
      byte[] tail = Channels.newInputStream(channel.position(from)).readAllBytes();
      List<String> lines = new String(tail, StandardCharsets.UTF_8).lines().toList();
      return from == 0 ? lines : lines.subList(1, lines.size());
    }
  }

  @Override
  public void keep(Checkpoint checkpoint) throws IOException {
    append(checkpoint.line());
  }

  private void append(String line) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try (FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND), PRIVATE)) {
      ByteBuffer bytes =
          ByteBuffer.wrap(
              (isBrokenOff() ? "\n" : "")
                  .concat(line)
                  .concat("\n")
                  .getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private boolean isBrokenOff() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return channel.size() > 0
          && channel.read(last, channel.size() - 1) == 1
          && last.get(0) != '\n';
    }
  }
}
