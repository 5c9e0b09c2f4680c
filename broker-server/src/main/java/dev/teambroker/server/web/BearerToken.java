package dev.teambroker.server.web;

import dev.teambroker.protocol.Secret;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a request to elsewhere proves itself with. */
public final class BearerToken {
  private BearerToken() {}

  /** Adds the token that the file holds now. The JDK takes a header's value as a String alone. */
  public static void add(HttpRequest.Builder request, @Nullable Path file) throws IOException {
    if (file != null) {
      try (Secret token = SecretFile.read(file)) {
        token.reveal(
            bytes ->
                request.header(
                    "Authorization", "Bearer " + new String(bytes, StandardCharsets.US_ASCII)));
      }
    }
  }
}
