package dev.teambroker.cli.signin;

import dev.teambroker.cli.keychain.Turns;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.protocol.Secret;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that prints a code: run once for each, its stderr shown, what it prints trimmed. */
final class CodeProgram implements CodeSource {
  private static final int LONGEST_OUTPUT = 4096;
  private static final int PATIENCE_SECONDS = 120;
  private static final File NOTHING = new File("/dev/null");
  private static final File TTY = new File("/dev/tty");

  private final String name;
  private final boolean person;
  private final Words words;

  /** The program's words for a question. */
  interface Words {
    List<String> asking(String question);
  }

  private CodeProgram(String name, boolean person, Words words) {
    this.name = name;
    this.person = person;
    this.words = words;
  }

  /** A shell command of the user's. */
  static CodeProgram of(String name, String command) {
    return new CodeProgram(name, false, _ -> List.of("sh", "-c", command));
  }

  /** A program that shows a window in which somebody types. */
  static CodeProgram window(String name, Words words) {
    return new CodeProgram(name, true, words);
  }

  /** A program that reads a key which somebody may have to touch. */
  static CodeProgram key(String name, List<String> words) {
    return new CodeProgram(name, false, _ -> words);
  }

  @Override
  public boolean isAPerson() {
    return person;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Secret line(String question) {
    ProcessBuilder program = new ProcessBuilder(words.asking(question));
    program.environment().put("BROKER_CODE_PURPOSE", question);
    program.environment().put(Turns.ASKING, "1");
    program.redirectInput(stdin()).redirectError(Redirect.INHERIT);
    try {
      return output(program.start());
    } catch (IOException absent) {
      throw new Failure(ExitCode.CODE_WANTED, name + " can't be run.", absent);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.BROKEN, "Interrupted.", interrupted);
    }
  }

  /** The terminal, where there is one: our own stdin may belong to the tool that calls us. */
  private static File stdin() {
    try (InputStream _ = new java.io.FileInputStream(TTY)) {
      return TTY;
    } catch (IOException none) {
      return NOTHING;
    }
  }

  private Secret output(Process process) throws IOException, InterruptedException {
    try (InputStream output = process.getInputStream();
        OutputStream _ = process.getOutputStream()) {
      Secret printed = Secret.takeFrom(output.readNBytes(LONGEST_OUTPUT));
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroy();
        throw new Failure(ExitCode.CODE_WANTED, person ? "No code was given." : name + " failed.");
      }
      return trimmed(printed);
    }
  }

  private static Secret trimmed(Secret printed) {
    try (printed) {
      return printed.reveal(bytes -> Secret.of(new String(bytes, StandardCharsets.UTF_8).strip()));
    }
  }
}
