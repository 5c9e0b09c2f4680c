package dev.teambroker.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/** A desktop's session bus with an unlocked gnome-keyring on it. */
final class SessionBus implements AutoCloseable {
  private static final String UNLOCK =
      "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null;"
          + " echo \"$DBUS_SESSION_BUS_ADDRESS\"; exec cat >/dev/null";

  private final Process process;
  private final Map<String, String> environment;

  /**
   * Starts both.
   *
   * @throws IOException where dbus-run-session or gnome-keyring-daemon is missing
   */
  SessionBus(Path home) throws IOException {
    Path runtime =
        Files.createDirectories(
            home.resolve("run"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Map<String, String> own = new HashMap<>();
    own.put("XDG_RUNTIME_DIR", runtime.toString());
    ProcessBuilder bus = new ProcessBuilder("dbus-run-session", "--", "sh", "-c", UNLOCK);
    bus.environment().putAll(own);
    bus.environment().put("HOME", home.toString());
    process = bus.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
    own.put("DBUS_SESSION_BUS_ADDRESS", String.valueOf(said.readLine()));
    environment = Map.copyOf(own);
  }

  Map<String, String> environment() {
    return environment;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
