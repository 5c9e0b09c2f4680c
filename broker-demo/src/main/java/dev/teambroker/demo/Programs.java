package dev.teambroker.demo;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Programs on a PATH. */
final class Programs {
  private Programs() {}

  static Optional<String> lookUp(String program, Map<String, String> environment) {
    if (program.startsWith("/")) {
      return Optional.of(program);
    }
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  static String find(String program, Map<String, String> environment) {
    return lookUp(program, environment)
        .orElseThrow(() -> new StepFailed(program + " is not on the PATH"));
  }
}
