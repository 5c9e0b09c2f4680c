package dev.teambroker.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The server's command line as a process of its own, as the launcher starts it. */
final class BrokerProcess implements AutoCloseable {
  private final Process process;
  private final Path folder;

  private BrokerProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /** What a process that has ended said. */
  record Ended(int code, String stdout, String stderr) {}

  /**
   * @param folder for what it says
   * @param environment all of it, but for PATH
   * @param wrapper a command that runs the command behind it, or nothing
   */
  static BrokerProcess start(
      Path folder, Map<String, String> environment, List<String> wrapper, List<String> arguments) {
    List<String> command = new ArrayList<>(wrapper);
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(BrokerServer.class.getName());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile());
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().putAll(environment);
    try {
      return new BrokerProcess(builder.start(), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Ended awaitEnd() throws InterruptedException {
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("the process doesn't end: " + said("stderr"));
    }
    return new Ended(process.exitValue(), said("stdout"), said("stderr"));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it has said so far on stdout or stderr. */
  String said(String where) {
    try {
      return Files.readString(folder.resolve(where), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As Ctrl-C does. */
  Ended stop() throws InterruptedException {
    process.destroy();
    return awaitEnd();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
