package dev.teambroker.cli.administration;

import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.SharedUsers;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The shapes in which an access key pair stands in a file: AWS's accessKeys.csv, {@code
 * aws_access_key_id = …} lines, or the id and the secret on a line each. Works on characters that
 * are overwritten afterwards, without strings of the secret.
 */
final class KeyFile {
  private KeyFile() {}

  static Optional<SharedUsers.Key> parse(Secret content) {
    return content.reveal(
        bytes -> {
          CharBuffer decoded = StandardCharsets.UTF_8.decode(java.nio.ByteBuffer.wrap(bytes));
          try {
            return scan(decoded);
          } finally {
            Arrays.fill(decoded.array(), '\0');
          }
        });
  }

  /** The first word that looks like an access key id, and the first after it like a secret. */
  private static Optional<SharedUsers.Key> scan(CharBuffer text) {
    @Nullable String id = null;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && isPartOfWord(text.charAt(i))) {
        continue;
      }
      CharBuffer word = text.subSequence(start, i);
      start = i + 1;
      if (id == null && isKeyId(word)) {
        id = word.toString();
      } else if (id != null && word.length() == 40) {
        return Optional.of(new SharedUsers.Key(id, Secret.of(word)));
      }
    }
    return Optional.empty();
  }

  private static boolean isPartOfWord(char c) {
    return c > ' ' && c != ',' && c != '=' && c != '"' && c != '\ufeff';
  }

  private static boolean isKeyId(CharSequence word) {
    if (word.length() < 16 || word.length() > 128) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean fits = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
