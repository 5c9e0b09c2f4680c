package dev.teambroker.cli.terminal;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.protocol.Secret;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The process's controlling terminal, whatever stdin and stdout are. */
public final class ControllingTerminal implements Terminal {
  private static final File TTY = new File("/dev/tty");
  private static final int LONGEST_LINE = 4096;

  @Override
  public boolean isThere() {
    try (FileInputStream _ = new FileInputStream(TTY)) {
      return true;
    } catch (IOException none) {
      return false;
    }
  }

  @Override
  public void show(String text) {
    write(text + System.lineSeparator());
  }

  @Override
  public String ask(String question) {
    try (Secret line = converse(question)) {
      return line.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
  }

  @Override
  public Secret askSecretly(String question) {
    Thread restore = new Thread(() -> stty("echo"));
    Runtime.getRuntime().addShutdownHook(restore);
    stty("-echo");
    try {
      return converse(question);
    } finally {
      stty("echo");
      Runtime.getRuntime().removeShutdownHook(restore);
      write(System.lineSeparator());
    }
  }

  private static Secret converse(String question) {
    write(question);
    try (InputStream in = new FileInputStream(TTY)) {
      return readLine(in);
    } catch (IOException broken) {
      throw unusable(broken);
    }
  }

  private static Secret readLine(InputStream in) throws IOException {
    byte[] line = new byte[LONGEST_LINE];
    int size = 0;
    int next = in.read();
    while (next != -1 && next != '\n' && size < LONGEST_LINE) {
      line[size++] = (byte) next;
      next = in.read();
    }
    byte[] exact = Arrays.copyOf(line, size);
    Arrays.fill(line, (byte) 0);
    if (next == -1 && size == 0) {
      throw new Failure(ExitCode.CODE_WANTED, "The question was not answered.");
    }
    return Secret.takeFrom(exact);
  }

  private static void write(String text) {
    try (OutputStream out = new FileOutputStream(TTY)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw unusable(broken);
    }
  }

  private static void stty(String mode) {
    try {
      new ProcessBuilder("stty", mode).redirectInput(TTY).start().waitFor();
    } catch (IOException absent) {
      throw unusable(absent);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Failure unusable(IOException broken) {
    return new Failure(
        ExitCode.CODE_WANTED, "The terminal can't be used: " + broken.getMessage(), broken);
  }
}
