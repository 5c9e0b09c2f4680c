package dev.teambroker.server.secretstore.pkcs11;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * SoftHSM 2 with fresh tokens below target/, each given out once. The module looks for tokens when
 * it is initialised, so all of them are made before a process loads it.
 */
public final class SoftHsm {
  public static final Path MODULE = Path.of("/usr/lib/softhsm/libsofthsm2.so");
  public static final String PIN = "correct-horse-1234";
  private static final int TOKENS = 24;
  private static final AtomicInteger next = new AtomicInteger(1);
  private static final Path CONFIGURATION = prepared();

  private final String label;
  private final Path pinFile;

  private SoftHsm(String label, Path pinFile) {
    this.label = label;
    this.pinFile = pinFile;
  }

  /** A token that nobody else has, without keys. */
  public static SoftHsm fresh() {
    int number = next.getAndIncrement();
    if (number >= TOKENS) {
      throw new IllegalStateException("more than " + TOKENS + " tokens are wanted: raise TOKENS");
    }
    return of(number);
  }

  private static SoftHsm of(int number) {
    Path pin = CONFIGURATION.resolveSibling("pin-" + number);
    try {
      writePin(pin, PIN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SoftHsm(label(number), pin);
  }

  static void writePin(Path file, String pin) throws IOException {
    Files.writeString(file, pin + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  /**
   * The token with the keys {@code kek} and {@code extractable}, which OpenSC's tool made as the
   * ceremony's document says.
   */
  static SoftHsm ofOpenSc() {
    return of(0);
  }

  /** With a key of that label, made as the broker's ceremony does. */
  public SoftHsm withKey(String key) {
    backend().source(uri(key)).create();
    return this;
  }

  SoftHsm withoutKey(String key) {
    backend().source(uri(key)).destroy();
    return this;
  }

  Pkcs11Backend backend() {
    return new Pkcs11Backend(
        new Pkcs11Settings(MODULE, pinFile, Duration.ofSeconds(20), 4), Map.of());
  }

  public String label() {
    return label;
  }

  public Path pinFile() {
    return pinFile;
  }

  /** As configured. */
  public String uri(String key) {
    return "pkcs11:token=" + label + ";object=" + key;
  }

  /** The options of a broker that uses these keys of it. */
  public List<String> options(String... keys) {
    List<String> uris = new ArrayList<>();
    for (String key : keys) {
      uris.add(uri(key));
    }
    return List.of(
        "--broker.secret-store.keys=" + String.join(",", uris),
        "--broker.secret-store.pkcs11.library=" + MODULE,
        "--broker.secret-store.pkcs11.pin-file=" + pinFile);
  }

  /** What another process needs to see the same tokens. */
  public static Map<String, String> environment() {
    return Map.of("SOFTHSM2_CONF", CONFIGURATION.toString());
  }

  private static String label(int number) {
    return "broker-" + number;
  }

  private static Path prepared() {
    if (!Files.isReadable(MODULE)) {
      String missing = "SoftHSM 2 is missing: apt-get install softhsm2 opensc";
      if ("all".equals(System.getenv("BROKER_TESTS_REQUIRE"))) {
        throw new IllegalStateException(missing);
      }
      System.err.println(missing);
      Assumptions.abort(missing);
    }
    try {
      Path folder =
          Files.createDirectories(
              Path.of("target/softhsm/" + ProcessHandle.current().pid()).toAbsolutePath());
      Path tokens = Files.createDirectories(folder.resolve("tokens"));
      Path configuration = folder.resolve("softhsm2.conf");
      Files.writeString(
          configuration, "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
      for (int i = 0; i < TOKENS; i++) {
        run(
            List.of(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                label(i),
                "--so-pin",
                "security-officer",
                "--pin",
                PIN),
            configuration);
      }
      keygen(configuration, "kek", "--sensitive");
      keygen(configuration, "extractable", "--extractable");
      setEnvironment("SOFTHSM2_CONF", configuration.toString());
      return configuration;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void keygen(Path configuration, String key, String access) {
    run(
        List.of(
            "pkcs11-tool",
            "--module",
            MODULE.toString(),
            "--token-label",
            label(0),
            "--login",
            "--pin",
            PIN,
            "--keygen",
            "--key-type",
            "AES:32",
            "--label",
            key,
            access),
        configuration);
  }

  private static void run(List<String> command, Path configuration) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SOFTHSM2_CONF", configuration.toString());
    try {
      Process process = builder.start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command.getFirst() + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For the module in this very process, which reads it when it is initialised. */
  @SuppressWarnings("restricted")
  private static void setEnvironment(String name, String value) {
    Linker linker = Linker.nativeLinker();
    var setenv =
        linker.downcallHandle(
            linker.defaultLookup().find("setenv").orElseThrow(),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      int failed = (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
      if (failed != 0) {
        throw new IllegalStateException("setenv failed");
      }
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
