package dev.teambroker.cli.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Runs a class of this project as somebody who is not root, whoever runs the tests. */
public final class OrdinaryUser {
  private static final AtomicLong NEXT_UID =
      new AtomicLong(100_000 + ProcessHandle.current().pid() % 1_000_000 * 10);

  private static final int NOBODY = 65534;

  private final Path directory;

  /** Nobody else's: the kernel counts a quota by user. */
  private final int uid = (int) NEXT_UID.getAndIncrement();

  public OrdinaryUser(Path directory) {
    this.directory = directory;
  }

  /** Runs its main method in another JVM; what it printed. */
  public String runs(Class<?> main) throws IOException {
    return runs(List.of(), main);
  }

  /** The same, on a session bus with an unlocked gnome-keyring daemon. */
  public String runsWithAKeychain(Class<?> main) throws IOException {
    RealKeychain.needItsPrograms();
    List<String> wrapper = new ArrayList<>();
    if (root()) {
      // D-Bus wants an account with a name; the kernel goes on counting by the uid outside.
      wrapper.addAll(List.of("unshare", "-U", "--map-user=" + NOBODY, "--map-group=" + NOBODY));
    }
    wrapper.addAll(List.of("dbus-run-session", "--", "sh", "-c", RealKeychain.UNLOCK + "; \"$@\""));
    wrapper.add("sh");
    return runs(wrapper, main);
  }

  private static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }

  private String runs(List<String> wrapper, Class<?> main) throws IOException {
    List<String> command = new ArrayList<>();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path home = Files.createDirectory(directory.resolve("home"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    if (root()) {
      Needed.command("setpriv", "Debian: util-linux.");
      command.addAll(
          List.of("setpriv", "--reuid", uid + "", "--regid", uid + "", "--clear-groups"));
      Files.setAttribute(home, "unix:uid", uid);
    }
    command.addAll(wrapper);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    command.addAll(List.of(java.toString(), "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", readableClassPath(), main.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().put("HOME", home.toString());
    builder.environment().put("XDG_RUNTIME_DIR", home.toString());
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** The other user may not reach a build in somebody's home. */
  private String readableClassPath() throws IOException {
    List<String> copies = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.contains("broker-") || entry.contains("picocli")) {
        Path copy =
            directory.resolve("classes" + copies.size() + (entry.endsWith(".jar") ? ".jar" : ""));
        copy(Path.of(entry), copy);
        copies.add(copy.toString());
      }
    }
    return String.join(File.pathSeparator, copies);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, from.equals(file) ? to : target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
