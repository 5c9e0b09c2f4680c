package dev.teambroker.server.audit.stream;

import dev.teambroker.protocol.AuditRecords.Line;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Appends to a file, on the disk before it returns. What the file already ends with isn't written
 * again, so the file stays an export that {@code broker audit verify} takes.
 */
final class FileSink implements RecordSink {
  private static final int LONGEST_LINE = 1 << 20;

  private final Path file;
  private @Nullable FileChannel channel;
  private @Nullable Line last;

  FileSink(Path file) {
    this.file = file;
  }

  @Override
  public void take(List<SentRecord> records) throws IOException {
    FileChannel out = opened();
    try {
      for (SentRecord record : records) {
        if (last == null || record.isAfter(last)) {
          write(out, record.jsonLine());
          last = record.line();
        }
      }
      out.force(false);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private static void write(FileChannel out, byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      out.write(left);
    }
  }

  private FileChannel opened() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      last = lastWhole().orElse(null);
      open = FileChannel.open(file, StandardOpenOption.APPEND);
      channel = open;
    }
    return open;
  }

  /** The last record in the file; half of one, which a crash left there, is cut off. */
  private Optional<Line> lastWhole() throws IOException {
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
      long from = Math.max(0, content.length() - LONGEST_LINE);
      byte[] tail = new byte[Math.toIntExact(content.length() - from)];
      content.seek(from);
      content.readFully(tail);
      String text = new String(tail, StandardCharsets.ISO_8859_1);
      int end = text.lastIndexOf('\n');
      content.setLength(from + end + 1);
      int begin = text.lastIndexOf('\n', end - 1) + 1;
      return end < 0
          ? Optional.empty()
          : Optional.of(
              SentRecord.read(new String(tail, begin, end - begin, StandardCharsets.UTF_8)).line());
    }
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}
