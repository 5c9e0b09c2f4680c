package dev.teambroker.cli.testing;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The CLI laid out as it is installed, from what was just compiled, and run by its launcher. */
public final class InstalledCli {
  private static final List<String> HOT = List.of("hot", "settings", "store");

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();

  /** What a run gave. */
  public record Run(int code, String out, String err) {}

  public InstalledCli(Path directory) throws IOException {
    this.directory = directory;
    environment.put("PATH", System.getenv("PATH"));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    Files.createDirectories(directory.resolve("lib"));
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path script = Files.copy(Path.of("src/main/launcher/broker-cli"), bin.resolve("broker-cli"));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    jar("broker-cli-hot.jar", InstalledCli::isHot);
    jar("broker-cli.jar", Predicate.not(InstalledCli::isHot));
    libraries();
  }

  private static boolean isHot(String name) {
    return HOT.stream().anyMatch(part -> name.startsWith("dev/teambroker/cli/" + part + "/"));
  }

  private void jar(String name, Predicate<String> included) throws IOException {
    Path classes = Path.of("target/classes");
    try (Stream<Path> files = Files.walk(classes);
        OutputStream file = Files.newOutputStream(directory.resolve("lib").resolve(name));
        JarOutputStream jar = new JarOutputStream(file)) {
      for (Path found : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String entry = classes.relativize(found).toString();
        if (included.test(entry)) {
          jar.putNextEntry(new JarEntry(entry));
          Files.copy(found, jar);
        }
      }
    }
  }

  private void libraries() throws IOException {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      boolean protocol = entry.contains("broker-protocol");
      if (protocol && Files.isDirectory(path)) {
        protocol(path);
      } else if (protocol || entry.matches(".*/(picocli|jackson-|qrcodegen)[^/]*\\.jar")) {
        Files.copy(path, directory.resolve("lib").resolve(path.getFileName().toString()));
      }
    }
  }

  private void protocol(Path classes) throws IOException {
    try (Stream<Path> files = Files.walk(classes);
        OutputStream file = Files.newOutputStream(directory.resolve("lib/broker-protocol.jar"));
        JarOutputStream jar = new JarOutputStream(file)) {
      for (Path found : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        jar.putNextEntry(new JarEntry(classes.relativize(found).toString()));
        Files.copy(found, jar);
      }
    }
  }

  public InstalledCli with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public InstalledCli with(Map<String, String> variables) {
    environment.putAll(variables);
    return this;
  }

  public Path launcher() {
    return directory.resolve("bin/broker-cli");
  }

  /** Leaves nothing on the class path but the hot jar. */
  public void loseAllButTheHotJar() throws IOException {
    try (Stream<Path> jars = Files.list(directory.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        if (!jar.endsWith("broker-cli-hot.jar")) {
          Files.delete(jar);
        }
      }
    }
  }

  /** Starts it; stdin is empty. */
  public Process start(String... arguments) throws IOException {
    return start(Stream.concat(Stream.of(launcher().toString()), Stream.of(arguments)).toList());
  }

  /** Starts any command in the same environment. */
  public Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  public Run run(String... arguments) throws IOException {
    return await(start(arguments));
  }

  public static Run await(Process process) throws IOException {
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.onExit().join().exitValue(), out, err);
  }
}
