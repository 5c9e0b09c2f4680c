package dev.teambroker.cli.completion;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * What can stand behind each command, by its path: {@code ""}, {@code " grant"}, {@code " grant
 * add"}.
 */
record Words(Map<String, List<String>> byPath, List<String> takingProfiles) {
  static Words of(CommandLine root) {
    Words words = new Words(new LinkedHashMap<>(), new ArrayList<>());
    words.add("", root);
    return words;
  }

  private void add(String path, CommandLine command) {
    List<String> here = new ArrayList<>(command.getSubcommands().keySet());
    command.getCommandSpec().options().stream()
        .map(option -> option.longestName())
        .filter(name -> name.startsWith("--"))
        .sorted()
        .forEach(here::add);
    byPath.put(path, here);
    boolean profile =
        command.getCommandSpec().positionalParameters().stream()
            .anyMatch(parameter -> parameter.paramLabel().equals("PROFILE"));
    if (profile) {
      takingProfiles.add(path);
    }
    command.getSubcommands().forEach((name, below) -> add(path + " " + name, below));
  }

  /** The paths that are commands with others below them, or such as take words of their own. */
  List<String> paths() {
    return byPath.keySet().stream().filter(path -> !path.isEmpty()).toList();
  }
}
