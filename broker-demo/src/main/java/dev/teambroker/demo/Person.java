package dev.teambroker.demo;

import dev.teambroker.demo.Children.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A member at an own machine: a home directory of the demo's, so that neither the caller's keyring
 * nor ~/.aws is touched, and a phone with an authenticator app.
 */
final class Person {
  private final String name;
  private final Map<String, String> environment;
  private final Workspace workspace;
  private final Children children;
  private final Narrator narrator;
  private final Authenticator phone;

  Person(
      String name,
      Map<String, String> environment,
      Workspace workspace,
      Children children,
      Narrator narrator) {
    this.name = name;
    this.environment = Map.copyOf(environment);
    this.workspace = workspace;
    this.children = children;
    this.narrator = narrator;
    this.phone = new Authenticator(otpauthFile(), InstantSource.system());
  }

  String name() {
    return name;
  }

  Authenticator phone() {
    return phone;
  }

  /** Where the address that the authenticator app scanned is kept. */
  Path otpauthFile() {
    return workspace.file(name + ".phone");
  }

  /** Runs a program of the member's PATH, shown as it would be typed. */
  Result runs(String... line) {
    return runs(Map.of(), null, _ -> {}, line);
  }

  /** The same; each line that it prints is told as it comes. */
  Result runsAloud(Consumer<String> heard, String... line) {
    return runs(Map.of(), null, heard, line);
  }

  /** The same, with the phone at hand: the codes that the command asks for come from there. */
  Result runsWithPhone(String... line) throws InterruptedException {
    phone.awaitNext(narrator);
    return runs(Map.of("BROKER_CODE_COMMAND", phoneCommand()), null, _ -> {}, line);
  }

  /** The same, with one particular code typed, and ended as soon as it says that. */
  Result runsTyping(String code, String said, String... line) {
    return runs(Map.of("BROKER_CODE_COMMAND", "echo " + code), said, _ -> {}, line);
  }

  /** Runs a program without showing it. */
  Result quietly(String... line) {
    List<String> command = new ArrayList<>(List.of(line));
    command.set(0, Programs.find(line[0], environment));
    return children.run(command, environment);
  }

  /** Whether the program is on this machine. */
  boolean has(String program) {
    return Programs.lookUp(program, environment).isPresent();
  }

  /** Writes more lines into broker-cli's configuration, as with an editor. */
  void adds(String lines) {
    try {
      Files.writeString(
          Path.of(home(), ".config/broker-cli/config.toml"), lines, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The environment that differs from anybody's, as a shell takes it. */
  String home() {
    return environment.getOrDefault("HOME", "");
  }

  Map<String, String> environment() {
    return environment;
  }

  private Result runs(
      Map<String, String> more, @Nullable String until, Consumer<String> heard, String... line) {
    narrator.command(name, List.of(line));
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(more);
    List<String> command = new ArrayList<>(List.of(line));
    command.set(0, Programs.find(line[0], all));
    return children.run(command, all, until, heard);
  }

  private String phoneCommand() {
    return Authenticator.command(
        Programs.shortLivedJava(), System.getProperty("java.class.path"), otpauthFile());
  }
}
