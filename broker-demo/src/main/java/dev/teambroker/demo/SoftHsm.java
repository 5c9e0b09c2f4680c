package dev.teambroker.demo;

import dev.teambroker.demo.Children.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A token of SoftHSM 2 in the demo's directory, whose key the broker is to use. */
final class SoftHsm {
  static final String KEY = "pkcs11:token=broker;object=broker-kek-1";
  static final String CHECKPOINT_KEY = "pkcs11:token=broker;object=checkpoints";
  private static final List<String> MODULES =
      List.of(
          "/usr/lib/softhsm/libsofthsm2.so",
          "/usr/lib64/pkcs11/libsofthsm2.so",
          "/usr/local/lib/softhsm/libsofthsm2.so",
          "/opt/homebrew/lib/softhsm/libsofthsm2.so");
  private static final int PIN_BYTES = 8;

  private final Path configuration;
  private final Path pinFile;
  private final String module;

  private SoftHsm(Path configuration, Path pinFile, String module) {
    this.configuration = configuration;
    this.pinFile = pinFile;
    this.module = module;
  }

  /** With a fresh token, which holds no key yet. */
  static SoftHsm in(Workspace workspace, Children children, Map<String, String> environment) {
    String module =
        MODULES.stream()
            .filter(path -> Files.isReadable(Path.of(path)))
            .findFirst()
            .orElseThrow(
                () -> new StepFailed("SoftHSM 2 is missing (Debian: apt-get install softhsm2)"));
    SoftHsm made =
        new SoftHsm(
            workspace.file("softhsm2.conf"), workspace.directory("hsm").resolve("pin"), module);
    made.initialise(workspace.directory("hsm/tokens"), children, environment);
    return made;
  }

  private void initialise(Path tokens, Children children, Map<String, String> environment) {
    String pin = random();
    try {
      Files.writeString(configuration, "directories.tokendir = " + tokens + "\n");
      Files.createFile(
          pinFile,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(pinFile, pin);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    environment.putAll(environment());
    String program = Programs.find("softhsm2-util", environment);
    Result made =
        children.run(
            List.of(
                program,
                "--init-token",
                "--free",
                "--label",
                "broker",
                "--so-pin",
                random(),
                "--pin",
                pin),
            environment);
    made.orFail("softhsm2-util");
  }

  private static String random() {
    byte[] bytes = new byte[PIN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** What the module reads. */
  Map<String, String> environment() {
    return Map.of("SOFTHSM2_CONF", configuration.toString());
  }

  /** Where the token is and how it is opened. */
  List<String> options() {
    return List.of(
        "--broker.secret-store.pkcs11.library=" + module,
        "--broker.secret-store.pkcs11.pin-file=" + pinFile);
  }
}
