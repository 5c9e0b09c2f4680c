package dev.teambroker.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** The one directory that everything of a demo lives in; deleted at its end. */
final class Workspace implements AutoCloseable {
  private final Path directory;

  private Workspace(Path directory) {
    this.directory = directory;
  }

  static Workspace create() {
    try {
      return new Workspace(
          Files.createTempDirectory(
              "broker-demo-",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory can be made for the demo", e);
    }
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /** A directory below, made for its owner alone. */
  Path directory(String name) {
    try {
      return Files.createDirectories(
          directory.resolve(name),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(Workspace::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the demo's files in " + directory + " could not be deleted", e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
