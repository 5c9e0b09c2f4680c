package dev.teambroker.server.audit.stream;

import dev.teambroker.protocol.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Read anew for each request, so that a renewed token needs no restart. */
record BearerToken(Path file) {
  Secret read() throws IOException {
    byte[] content = Files.readAllBytes(file);
    int end = content.length;
    while (end > 0 && content[end - 1] <= ' ') {
      end--;
    }
    Secret token = Secret.copyOf(Arrays.copyOf(content, end));
    Arrays.fill(content, (byte) 0);
    return token;
  }
}
