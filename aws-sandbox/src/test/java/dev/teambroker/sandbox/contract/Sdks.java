package dev.teambroker.sandbox.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The SDKs of three languages. What they need is kept in target/, so that only once it takes time.
 */
enum Sdks {
  JAVA,
  PYTHON,
  JAVASCRIPT;

  AwsSdk start() {
    return switch (this) {
      case JAVA -> new JavaSdk();
      case PYTHON -> python();
      case JAVASCRIPT -> javascript();
    };
  }

  private static AwsSdk python() {
    Tools.need("botocore", "pip install botocore", "python3", "-c", "import botocore");
    Path directory = copied("python", "client.py");
    return ProcessSdk.start(directory, "python3", "client.py");
  }

  private static AwsSdk javascript() {
    Tools.need("Node.js 20 with npm", "install the packages nodejs and npm", "npm", "--version");
    Path directory = copied("javascript", "package.json", "client.js");
    if (!Files.exists(directory.resolve("installed"))) {
      Tools.Output installed =
          Tools.run(
              directory,
              Map.of(),
              List.of("npm", "install", "--no-package-lock", "--no-audit", "--no-fund"));
      if (installed.exit() != 0) {
        throw new AssertionError("npm install failed: " + installed.complaints());
      }
      touch(directory.resolve("installed"));
    }
    return ProcessSdk.start(directory, "node", "client.js");
  }

  private static Path copied(String language, String... files) {
    Path directory = Path.of("target", "contract", language).toAbsolutePath();
    try {
      Files.createDirectories(directory);
      for (String file : files) {
        try (InputStream in =
            Objects.requireNonNull(
                Sdks.class.getResourceAsStream("/contract/" + language + "/" + file))) {
          Files.copy(in, directory.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void touch(Path file) {
    try {
      Files.createFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
