package dev.teambroker.cli.signin;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.protocol.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** GnuPG's dialog for secrets, by the Assuan protocol; in a window, or on the terminal. */
final class Pinentry implements CodeSource {
  private final @Nullable String terminalType;

  Pinentry(@Nullable String terminalType) {
    this.terminalType = terminalType;
  }

  @Override
  public Secret line(String question) {
    try {
      Process process = new ProcessBuilder("pinentry").redirectError(Redirect.INHERIT).start();
      try (OutputStream to = process.getOutputStream();
          BufferedReader from =
              new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        return conversation(to, from, question);
      } finally {
        process.destroy();
      }
    } catch (IOException broken) {
      throw new Failure(ExitCode.CODE_WANTED, "pinentry can't be used.", broken);
    }
  }

  private Secret conversation(OutputStream to, BufferedReader from, String question)
      throws IOException {
    answer(from); // its greeting
    for (String option : options()) {
      say(to, "OPTION " + option);
      answer(from); // one that it does not know is no harm
    }
    say(to, "SETDESC " + escaped(question));
    answer(from);
    say(to, "SETPROMPT Code:");
    answer(from);
    say(to, "GETPIN");
    String code = "";
    for (String line = from.readLine(); line != null; line = from.readLine()) {
      if (line.startsWith("D ")) {
        code = line.substring("D ".length());
      } else if (line.startsWith("OK")) {
        return Secret.of(code);
      } else if (line.startsWith("ERR")) {
        break;
      }
    }
    throw new Failure(ExitCode.CODE_WANTED, "No code was given.");
  }

  private List<String> options() {
    boolean tty = Files.isReadable(Path.of("/dev/tty"));
    String type = terminalType == null ? "xterm" : terminalType;
    return tty ? List.of("ttyname=/dev/tty", "ttytype=" + type) : List.of();
  }

  private static void say(OutputStream to, String line) throws IOException {
    to.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    to.flush();
  }

  private static void answer(BufferedReader from) throws IOException {
    String line = from.readLine();
    while (line != null && !line.startsWith("OK") && !line.startsWith("ERR")) {
      line = from.readLine();
    }
    if (line == null) {
      throw new IOException("pinentry ended");
    }
  }

  private static String escaped(String text) {
    return text.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D");
  }

  @Override
  public boolean isAPerson() {
    return true;
  }

  @Override
  public String name() {
    return "pinentry";
  }
}
