package dev.teambroker.cli.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real gnome-keyring daemon, unlocked, on a session bus of its own. */
public final class RealKeychain implements AutoCloseable {
  private static final String DEBIAN = "Debian: gnome-keyring dbus libsecret-tools.";

  /** Starts the daemon on the bus of this shell. */
  static final String UNLOCK =
      "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null";

  /** The command that locks the collection on this process's bus. */
  public static final List<String> LOCK =
      List.of(
          "dbus-send",
          "--session",
          "--print-reply",
          "--dest=org.freedesktop.secrets",
          "/org/freedesktop/secrets",
          "org.freedesktop.Secret.Service.Lock",
          "array:objpath:/org/freedesktop/secrets/collection/login");

  private final Process session;
  private final Map<String, String> environment = new HashMap<>();

  public RealKeychain(Path home) {
    needItsPrograms();
    try {
      Path runtime = Files.createDirectories(home.resolve("run"));
      Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwx------"));
      Files.createDirectories(home.resolve(".local/share"));
      environment.put("HOME", home.toString());
      environment.put("XDG_RUNTIME_DIR", runtime.toString());
      environment.put("XDG_DATA_HOME", home.resolve(".local/share").toString());
      session = start();
      BufferedReader said = session.inputReader(StandardCharsets.UTF_8);
      environment.put("DBUS_SESSION_BUS_ADDRESS", String.valueOf(said.readLine()));
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  static void needItsPrograms() {
    Needed.command("dbus-run-session", DEBIAN);
    Needed.command("gnome-keyring-daemon", DEBIAN);
    Needed.command("secret-tool", DEBIAN);
  }

  private Process start() throws IOException {
    ProcessBuilder dbus =
        new ProcessBuilder(
            "dbus-run-session",
            "--",
            "sh",
            "-c",
            UNLOCK + "; echo \"$DBUS_SESSION_BUS_ADDRESS\"; exec cat >/dev/null");
    dbus.environment().putAll(environment);
    dbus.redirectError(ProcessBuilder.Redirect.DISCARD);
    return dbus.start();
  }

  public String address() {
    return environment.getOrDefault("DBUS_SESSION_BUS_ADDRESS", "");
  }

  /** HOME, XDG_RUNTIME_DIR, XDG_DATA_HOME and the bus, for processes that are to use it. */
  public Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  /** What secret-tool, which isn't ours, finds under the attribute name. */
  public String lookUp(String name) {
    return run("secret-tool", "lookup", "application", "broker-cli", "name", name);
  }

  /** Locks the collection, as a desktop does when its user goes away. */
  public void lock() {
    run(LOCK.toArray(String[]::new));
  }

  private String run(String... command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Override
  public void close() {
    session.descendants().forEach(ProcessHandle::destroy);
    session.destroy();
  }
}
