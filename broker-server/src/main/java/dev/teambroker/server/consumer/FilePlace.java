package dev.teambroker.server.consumer;

import dev.teambroker.server.web.SecretBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A file beneath the one configured directory, as {@code credential_process} output: whole or not
 * at all, nobody else's to read. Each directory on the way is opened in the one before it, and no
 * link is followed, so that what is swapped meanwhile leads nowhere else.
 */
@Component
class FilePlace implements Place {
  /** No part is hidden, empty or {@code ..}. */
  static final String PATH = "[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*";

  private final @Nullable Path directory;

  FilePlace(ConsumerSettings settings) {
    this.directory = settings.directory();
  }

  @Override
  public Destination.Kind kind() {
    return Destination.Kind.FILE;
  }

  @Override
  public Optional<Fault> fault(Destination destination) {
    if (directory == null) {
      return Optional.of(
          new Fault("kind", "a kind that is allowed; broker.rotation.consumers.directory is not"));
    }
    return Fault.unless(
        destination.place().matches(PATH),
        "destination",
        "a path beneath the configured directory, such as ci/deploy.json: letters, digits, '.', '_'"
            + " and '-', each part beginning with a letter or a digit");
  }

  @Override
  public void push(Handover what) throws IOException {
    Path root = Path.of(String.valueOf(directory)).toRealPath();
    try (DirectoryStream<Path> opened = Files.newDirectoryStream(root)) {
      if (!(opened instanceof SecureDirectoryStream<Path> secure)) {
        throw new IOException("this file system opens no file in a directory that is open");
      }
      write(secure, List.of(what.place().split("/", -1)), what);
    }
    try (FileChannel parent = FileChannel.open(root.resolve(what.place()).resolveSibling("."))) {
      parent.force(true);
    }
  }

  private static void write(SecureDirectoryStream<Path> in, List<String> parts, Handover what)
      throws IOException {
    Path first = Path.of(parts.getFirst());
    if (parts.size() == 1) {
      replace(in, first, what);
      return;
    }
    try (SecureDirectoryStream<Path> below =
        in.newDirectoryStream(first, LinkOption.NOFOLLOW_LINKS)) {
      write(below, parts.subList(1, parts.size()), what);
    }
  }

  private static void replace(SecureDirectoryStream<Path> in, Path name, Handover what)
      throws IOException {
    Path fresh = Path.of("." + name + "." + UUID.randomUUID());
    try {
      fill(in, fresh, what);
      what.left();
      in.move(fresh, in, name);
    } catch (IOException e) {
      try {
        in.deleteFile(fresh);
      } catch (IOException notThere) {
        e.addSuppressed(notThere);
      }
      throw e;
    }
  }

  private static void fill(SecureDirectoryStream<Path> in, Path fresh, Handover what)
      throws IOException {
    try (SeekableByteChannel out =
            in.newByteChannel(
                fresh,
                Set.of(
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")));
        SecretBody body = new SecretBody()) {
      body.with("Version", (Object) 1)
          .with("AccessKeyId", what.accessKeyId())
          .with("SecretAccessKey", what.secretAccessKey());
      byte[] bytes = body.bytes();
      try {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
          out.write(left);
        }
      } finally {
        Arrays.fill(bytes, (byte) 0);
      }
      if (out instanceof FileChannel file) {
        file.force(true);
      }
    }
  }
}
