package dev.teambroker.server.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Reads the password for each connection from its file, so that it is never kept and a changed one
 * is taken without a restart. The driver makes it by its name and overwrites what it returns.
 */
public final class PasswordFromFile implements AuthenticationPlugin {
  static final String FILE = "brokerPasswordFile";

  private final Path file;

  public PasswordFromFile(Properties connection) {
    this.file = Path.of(connection.getProperty(FILE));
  }

  @Override
  public char[] getPassword(AuthenticationRequestType type) throws PSQLException {
    try {
      byte[] bytes = Files.readAllBytes(file);
      CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
      Arrays.fill(bytes, (byte) 0);
      int end = text.length();
      while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
        end--;
      }
      char[] password = new char[end];
      text.get(password);
      Arrays.fill(text.array(), '\0');
      return password;
    } catch (IOException e) {
      throw new PSQLException(
          "the password file " + file + " can't be read", PSQLState.INVALID_PASSWORD, e);
    }
  }
}
