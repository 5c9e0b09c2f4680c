package dev.teambroker.demo;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

  /** The JVM that this demo runs on, for a program of a second. */
  static List<String> shortLivedJava() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC");
  }

  static String find(String program, Map<String, String> environment) {
    return lookUp(program, environment)
        .orElseThrow(() -> new StepFailed(program + " is not on the PATH"));
  }
}
