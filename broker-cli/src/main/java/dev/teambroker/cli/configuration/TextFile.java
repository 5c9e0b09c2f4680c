package dev.teambroker.cli.configuration;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A text file that is replaced as a whole: never half written, its mode kept. */
public final class TextFile {
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  private final Path path;

  public TextFile(Path path) {
    this.path = path;
  }

  /** Its text; empty where it does not exist. */
  public String read() {
    try {
      return Files.readString(path);
    } catch (NoSuchFileException absent) {
      return "";
    } catch (IOException broken) {
      throw unusable(broken);
    }
  }

  /** Replaces it; a new one is readable by its owner alone. */
  public void write(String text) {
    try {
      Path target = target();
      write(text, Files.exists(target) ? Files.getPosixFilePermissions(target) : PRIVATE);
    } catch (IOException broken) {
      throw unusable(broken);
    }
  }

  /** Replaces it; from now on its owner alone can read it. */
  public void writePrivately(String text) {
    try {
      write(text, PRIVATE);
    } catch (IOException broken) {
      throw unusable(broken);
    }
  }

  private Path target() throws IOException {
    return Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
  }

  private void write(String text, Set<PosixFilePermission> mode) throws IOException {
    Path target = target();
    Path directory = target.getParent();
    if (directory == null) {
      throw new FileSystemException(path + " has no directory");
    }
    Files.createDirectories(directory);
    Path written =
        Files.createTempFile(directory, ".new-", "", PosixFilePermissions.asFileAttribute(mode));
    try {
      Files.writeString(written, text);
      Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  private Failure unusable(IOException broken) {
    return new Failure(ExitCode.BROKEN, path + " can't be used: " + broken, broken);
  }
}
