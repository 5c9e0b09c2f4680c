package dev.teambroker.server.web;

import dev.teambroker.protocol.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A file that holds a token. Read anew for each use, so that a renewed one needs no restart. */
public final class SecretFile {
  private SecretFile() {}

  /** What is in it, without white space at its end; the caller closes it. */
  public static Secret read(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    try {
      int end = content.length;
      while (end > 0 && Character.isWhitespace(content[end - 1])) {
        end--;
      }
      return Secret.takeFrom(Arrays.copyOf(content, end));
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }
}
