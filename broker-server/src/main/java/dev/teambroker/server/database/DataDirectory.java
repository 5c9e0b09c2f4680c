package dev.teambroker.server.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The broker's directory, locked for as long as the process lives: one broker per directory. The
 * lock goes with the process, so a killed one leaves nothing to clean up.
 */
public final class DataDirectory implements AutoCloseable {
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  private final Path path;
  private final @Nullable FileChannel lock;

  private DataDirectory(Path path, @Nullable FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the directory where it is missing, for its owner only, and locks it.
   *
   * @throws StartRefused when it can't be used, or another broker uses it
   */
  public static DataDirectory lock(Path path) {
    DataDirectory directory = tryLock(path);
    if (directory == null) {
      throw new StartRefused(
          "the data directory "
              + path
              + " is in use by another broker: stop that one, or set broker.data-directory");
    }
    return directory;
  }

  /** The same, but null when another broker holds the lock. */
  static @Nullable DataDirectory tryLock(Path path) {
    try {
      Path made = make(path);
      FileChannel channel =
          FileChannel.open(
              made.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (acquire(channel) == null) {
        channel.close();
        return null;
      }
      return new DataDirectory(made, channel);
    } catch (IOException e) {
      throw new StartRefused(
          "the data directory " + path + " can't be used; set broker.data-directory: " + e, e);
    }
  }

  /** The directory of a broker that is running: nothing is locked and nothing is made. */
  static DataDirectory beside(Path path) {
    return new DataDirectory(path, null);
  }

  private static @Nullable FileLock acquire(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  private static Path make(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path.toAbsolutePath().normalize());
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    }
    return path.toRealPath();
  }

  /** Whether this process has the lock; else a broker beside it has. */
  boolean isLocked() {
    return lock != null;
  }

  public Path path() {
    return path;
  }

  public Path resolve(String name) {
    return path.resolve(name);
  }

  /** Writes a file that only its owner may read, all of it or nothing. */
  public Path writePrivately(String name, byte[] content) throws IOException {
    return writePrivately(path.resolve(name), content);
  }

  static Path writePrivately(Path file, byte[] content) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(draft, PosixFilePermissions.asFileAttribute(PRIVATE));
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    return replace(draft, file);
  }

  private static Path replace(Path draft, Path file) throws IOException {
    try {
      return Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      return Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
