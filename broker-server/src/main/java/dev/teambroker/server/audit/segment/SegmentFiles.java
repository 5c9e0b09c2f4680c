package dev.teambroker.server.audit.segment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A directory of segments: a file of records each, and beside it the manifest. */
final class SegmentFiles implements SegmentArchive {
  private static final String MANIFEST = ".manifest.json";

  private final Path directory;

  SegmentFiles(Path directory) {
    this.directory = directory;
  }

  @Override
  public String place() {
    return directory.toString();
  }

  /** The manifest last: what has one is whole. */
  @Override
  public void store(SegmentManifest manifest, Path records) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve(manifest.fileName());
    Path coming = directory.resolve(manifest.fileName() + ".coming");
    Files.copy(records, coming, StandardCopyOption.REPLACE_EXISTING);
    moveDurably(coming, file);
    Files.writeString(coming, manifest.line() + "\n");
    moveDurably(coming, manifestOf(file));
  }

  private void moveDurably(Path coming, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(coming, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(coming, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  @Override
  public String manifest(SegmentManifest wanted) throws IOException {
    return Files.readString(manifestOf(directory.resolve(wanted.fileName()))).strip();
  }

  @Override
  public InputStream records(SegmentManifest wanted) throws IOException {
    return Files.newInputStream(directory.resolve(wanted.fileName()));
  }

  /** Where the manifest of a file of records stands. */
  static Path manifestOf(Path file) {
    return file.resolveSibling(file.getFileName() + MANIFEST);
  }

  /** A manifest as it was written, signed or not. */
  static SegmentManifest read(Path manifest) throws IOException {
    return SegmentManifest.read(Files.readString(manifest, StandardCharsets.UTF_8));
  }
}
