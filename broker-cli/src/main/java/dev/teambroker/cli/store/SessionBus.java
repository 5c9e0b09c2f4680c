package dev.teambroker.cli.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the session bus listens (D-Bus specification, "Server Addresses"). */
public final class SessionBus {
  private SessionBus() {}

  /** The address in this environment, or null where there is no session bus. */
  public static @Nullable String addressIn(Map<String, String> environment) {
    String address = environment.get("DBUS_SESSION_BUS_ADDRESS");
    if (address != null && !address.isEmpty()) {
      return address;
    }
    String runtime = environment.get("XDG_RUNTIME_DIR");
    boolean bus = runtime != null && !runtime.isEmpty() && Files.exists(Path.of(runtime, "bus"));
    return bus ? "unix:path=" + runtime + "/bus" : null;
  }

  /** The socket's path in the first address that has one, or null: abstract sockets have none. */
  static @Nullable String socketOf(String addresses) {
    for (String address : addresses.split(";", -1)) {
      if (address.startsWith("unix:")) {
        for (String option : address.substring("unix:".length()).split(",", -1)) {
          if (option.startsWith("path=")) {
            return unescaped(option.substring("path=".length()));
          }
        }
      }
    }
    return null;
  }

  /** Null where it isn't escaped as it should be, or names no file. */
  private static @Nullable String unescaped(String value) {
    try {
      String path = unescape(value);
      return path.indexOf('\0') < 0 ? path : null;
    } catch (NumberFormatException malformed) {
      return null;
    }
  }

  private static String unescape(String value) {
    byte[] bytes = new byte[value.length()];
    int size = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '%' && i + 2 < value.length()) {
        bytes[size++] = (byte) Integer.parseInt(value, i + 1, i + 3, 16);
        i += 2;
      } else {
        bytes[size++] = (byte) c;
      }
    }
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }
}
