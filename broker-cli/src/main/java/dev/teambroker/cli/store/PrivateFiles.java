package dev.teambroker.cli.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files with mode 0600 in a directory with mode 0700: the last resort, in clear on the disk. A file
 * or directory that others can use is refused.
 */
public final class PrivateFiles implements ItemStore {
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private final Path directory;

  public PrivateFiles(Path directory) {
    this.directory = directory;
  }

  @Override
  public byte @Nullable [] find(String name) throws StoreFault {
    Path file = directory.resolve(name);
    try {
      refuseIfOthersCanUse(directory, DIRECTORY);
      refuseIfOthersCanUse(file, FILE);
      return Files.readAllBytes(file);
    } catch (NoSuchFileException absent) {
      return null;
    } catch (IOException broken) {
      throw unusable(broken);
    }
  }

  @Override
  public void put(String name, byte[] value, long secondsToLive) throws StoreFault {
    try {
      prepareDirectory();
      FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(FILE);
      Path written = Files.createTempFile(directory, ".new-", "", mode);
      try {
        Files.write(written, value);
        Files.move(written, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (IOException broken) {
      throw unusable(broken);
    }
  }

  @Override
  public void remove(String name) throws StoreFault {
    try {
      Files.deleteIfExists(directory.resolve(name));
    } catch (IOException broken) {
      throw unusable(broken);
    }
  }

  @Override
  public List<String> names() throws StoreFault {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (!name.startsWith(".") && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          names.add(name);
        }
      }
      return names;
    } catch (NoSuchFileException none) {
      return names;
    } catch (IOException broken) {
      throw unusable(broken);
    }
  }

  @Override
  public String description() {
    return "a file in " + directory;
  }

  private void prepareDirectory() throws IOException, StoreFault {
    Path parent = directory.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(DIRECTORY));
    }
    refuseIfOthersCanUse(directory, DIRECTORY);
  }

  private static void refuseIfOthersCanUse(Path path, Set<PosixFilePermission> most)
      throws IOException, StoreFault {
    PosixFileAttributes found =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (found.isSymbolicLink() || !most.containsAll(found.permissions())) {
      throw new StoreFault(
          StoreFault.Reason.UNAVAILABLE,
          path + " can be used by others; it takes mode " + PosixFilePermissions.toString(most));
    }
  }

  private StoreFault unusable(IOException broken) {
    return new StoreFault(
        StoreFault.Reason.UNAVAILABLE,
        directory + " can't be used: " + broken.getMessage(),
        broken);
  }
}
