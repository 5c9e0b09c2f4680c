package dev.teambroker.server;

import dev.teambroker.server.database.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line: {@code --config FILE}, or BROKER_CONFIG, names the configuration. */
final class Configured {
  private static final String OPTION = "--config";
  private static final String PROPERTY = "--spring.config.additional-location=file:";

  private Configured() {}

  /** The arguments as Spring takes them. */
  static String[] arguments(List<String> given, Map<String, String> environment) {
    List<String> arguments = new ArrayList<>();
    String file = environment.get("BROKER_CONFIG");
    for (int i = 0; i < given.size(); i++) {
      String argument = given.get(i);
      if (argument.equals(OPTION)) {
        if (i + 1 == given.size()) {
          throw new StartRefused("--config takes a file");
        }
        file = given.get(++i);
      } else if (argument.startsWith(OPTION + "=")) {
        file = argument.substring(OPTION.length() + 1);
      } else {
        arguments.add(argument);
      }
    }
    if (file != null && !file.isEmpty()) {
      arguments.add(PROPERTY + readable(file));
    }
    return arguments.toArray(String[]::new);
  }

  private static Path readable(String file) {
    Path path = Path.of(file).toAbsolutePath();
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new StartRefused("the configuration " + file + " can't be read");
    }
    if (!file.endsWith(".yaml") && !file.endsWith(".yml") && !file.endsWith(".properties")) {
      throw new StartRefused("the configuration " + file + " has to end in .yaml or .properties");
    }
    return path;
  }
}
