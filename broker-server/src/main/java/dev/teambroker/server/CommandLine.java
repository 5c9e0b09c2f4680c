package dev.teambroker.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code [COMMAND …] [--config FILE] [--broker.x=y …]}; further options are the command's own.
 * Configuration comes from that file (or BROKER_CONFIG's), BROKER_… variables and these options
 * alone, never from files that happen to lie in the working directory.
 */
final class CommandLine {
  private static final String CONFIG = "--config";
  private static final String DEFAULTS = "classpath:/application.properties";

  private final List<String> words = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private @Nullable Path config;

  private CommandLine() {}

  /** The command line can't be understood; the message says what it takes. */
  static final class Misused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Misused(String message) {
      super(message);
    }
  }

  static CommandLine of(List<String> args, Map<String, String> environment) {
    CommandLine line = new CommandLine();
    String fromEnvironment = environment.get("BROKER_CONFIG");
    if (fromEnvironment != null && !fromEnvironment.isBlank()) {
      line.config = existing(fromEnvironment, "BROKER_CONFIG");
    }
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (arg.equals(CONFIG)) {
        i++;
        line.config = existing(i < args.size() ? args.get(i) : "", CONFIG);
      } else if (arg.startsWith(CONFIG + "=")) {
        line.config = existing(arg.substring(CONFIG.length() + 1), CONFIG);
      } else if (arg.startsWith("--")) {
        if (isOurs(arg) || line.isServing()) {
          line.options.add(checked(arg));
        } else {
          line.words.add(arg);
        }
      } else {
        line.words.add(arg);
      }
    }
    return line;
  }

  private static Path existing(String file, String source) {
    Path path = Path.of(file);
    if (file.isBlank() || !Files.isReadable(path) || Files.isDirectory(path)) {
      throw new Misused(source + " takes a YAML file; '" + file + "' can't be read");
    }
    return path.toAbsolutePath();
  }

  private static boolean isOurs(String option) {
    return option.matches("--(broker|logging)\\..+");
  }

  static String checked(String option) {
    if (!option.matches("--(broker|logging)\\..+=.*")) {
      throw new Misused(
          "the options are --config FILE and --broker.PROPERTY=VALUE; '" + option + "' is none");
    }
    return option;
  }

  boolean isServing() {
    return words.isEmpty() || words.equals(List.of("server"));
  }

  /** The longest of the commands that the line begins with. */
  Optional<String> commandAmong(List<String> known) {
    String typed = String.join(" ", words) + " ";
    return known.stream()
        .filter(name -> typed.startsWith(name + " "))
        .max(Comparator.comparingInt(String::length));
  }

  /** What follows the command's name. */
  List<String> argumentsOf(String command) {
    return words.subList(command.split(" ").length, words.size());
  }

  /** What Spring is told; its own places for configuration are switched off. */
  String[] springArguments() {
    List<String> arguments = new ArrayList<>(options);
    String location = config == null ? DEFAULTS : DEFAULTS + ",file:" + config;
    arguments.add("--spring.config.location=" + location);
    if (!isServing()) {
      arguments.add("--broker.command=" + String.join(" ", words));
    }
    return arguments.toArray(String[]::new);
  }
}
