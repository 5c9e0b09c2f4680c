package dev.teambroker.cli.keychain;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.settings.BrokerSettings;
import dev.teambroker.cli.settings.Settings;
import dev.teambroker.cli.store.ItemStore;
import dev.teambroker.cli.store.PrivateFiles;
import dev.teambroker.cli.store.SecretService;
import dev.teambroker.cli.store.SessionBus;
import dev.teambroker.cli.store.StoreFault;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Secrets that stay: the device key and the sign-in. A keychain that is locked or broken is a
 * {@link Failure}, never an absent item.
 */
public final class Keychain {
  public static final String SECRET_SERVICE = "secret-service";
  public static final String FILE = "file";
  private static final String ENCRYPTED_FILE = "encrypted-file";
  private static final String PASS = "pass";

  private final ItemStore store;
  private final String kind;

  private Keychain(ItemStore store, String kind) {
    this.store = store;
    this.kind = kind;
  }

  /** Where the key for that broker is. */
  public static Keychain of(BrokerSettings broker, Surroundings around) {
    String kind = broker.deviceKey();
    return kind == null ? best(around) : of(kind, around);
  }

  /** The keychain of that kind, as the configuration remembers it from the enrolment. */
  public static Keychain of(String kind, Surroundings around) {
    return switch (kind) {
      case SECRET_SERVICE -> new Keychain(secretService(around), kind);
      case FILE -> new Keychain(new PrivateFiles(around.files().data()), kind);
      case ENCRYPTED_FILE ->
          new Keychain(
              new EncryptedFiles(
                  around.files().data().resolve("encrypted"), new UsersPassphrase(around)),
              kind);
      case PASS -> new Keychain(pass(around), kind);
      default ->
          throw new Failure(
              ExitCode.CONFIGURATION,
              "device-key takes secret-service, encrypted-file, pass or file, not '" + kind + "'.");
    };
  }

  /** The best one here for a new device key; what is second best is said aloud. */
  public static Keychain best(Surroundings around) {
    String wanted = around.variable("BROKER_DEVICE_KEY_STORE");
    if (wanted != null) {
      return of(wanted, around);
    }
    SecretService service = SecretService.on(SessionBus.addressIn(around.environment()));
    Optional<String> trouble =
        service == null ? Optional.of("there is no session bus.") : service.trouble();
    if (service != null && trouble.isEmpty()) {
      return new Keychain(service, SECRET_SERVICE);
    }
    Keychain files = of(FILE, around);
    around.say(
        "WARNING: there is no Secret Service here (GNOME Keyring, KeePassXC, KWallet): "
            + trouble.orElse("")
            + " This device's key is kept unencrypted in "
            + files.store.description()
            + ", readable by you and by root.");
    return files;
  }

  private static ItemStore pass(Surroundings around) {
    Settings settings = around.settings();
    String directory = settings.option("pass-dir");
    String usual = around.variable("PASSWORD_STORE_DIR");
    String home = around.environment().getOrDefault("HOME", "");
    return new PassStore(
        Objects.requireNonNullElse(settings.option("pass-command"), "pass"),
        directory != null
            ? Path.of(directory)
            : usual != null ? Path.of(usual) : Path.of(home, ".password-store"),
        Objects.requireNonNullElse(settings.option("pass-prefix"), "broker-cli"),
        Map.of());
  }

  private static ItemStore secretService(Surroundings around) {
    @Nullable SecretService service = SecretService.on(SessionBus.addressIn(around.environment()));
    if (service == null) {
      throw new Failure(
          ExitCode.KEYCHAIN,
          "This device's key is in the Secret Service, and there is no session bus here:"
              + " DBUS_SESSION_BUS_ADDRESS is unset and XDG_RUNTIME_DIR has no bus. Over ssh or in"
              + " cron, point DBUS_SESSION_BUS_ADDRESS at your desktop's.");
    }
    return service;
  }

  public Optional<Secret> find(String name) {
    try {
      byte[] found = store.find(name);
      return found == null ? Optional.empty() : Optional.of(Secret.takeFrom(found));
    } catch (StoreFault fault) {
      throw failure(fault);
    }
  }

  public void keep(String name, Secret value) {
    try {
      value.reveal(
          bytes -> {
            store.put(name, bytes, 0);
            return true;
          });
    } catch (StoreFault fault) {
      throw failure(fault);
    }
  }

  public void forget(String name) {
    try {
      store.remove(name);
    } catch (StoreFault fault) {
      throw failure(fault);
    }
  }

  /** Its name in the configuration. */
  public String kind() {
    return kind;
  }

  public String description() {
    return store.description();
  }

  private static Failure failure(StoreFault fault) {
    return new Failure(ExitCode.KEYCHAIN, String.valueOf(fault.getMessage()), fault);
  }
}
