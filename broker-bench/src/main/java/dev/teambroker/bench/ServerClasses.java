package dev.teambroker.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The packaged server's own verification, called in this process: the JVM is warm, as a loop's. */
final class ServerClasses {
  private static final String AUDIT = "dev.teambroker.server.audit.";

  private final Class<?> exports;
  private final Class<?> bodies;
  private final Class<?> rows;

  ServerClasses(Path launcher) throws IOException {
    Path app =
        Objects.requireNonNull(launcher.toAbsolutePath().getParent())
            .resolve("broker-server/target/app");
    List<URL> path = new ArrayList<>();
    path.add(app.resolve("broker-server.jar").toUri().toURL());
    try (Stream<Path> jars = Files.list(app.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        path.add(jar.toUri().toURL());
      }
    }
    ClassLoader loader =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    try {
      exports = loader.loadClass(AUDIT + "verification.VerifyingExports");
      bodies = loader.loadClass(AUDIT + "RecordBody");
      rows = loader.loadClass(AUDIT + "RowIndex");
    } catch (ClassNotFoundException e) {
      throw new IOException("the server isn't unpacked in " + app, e);
    }
  }

  String described() {
    return "JDK " + Runtime.version();
  }

  /** Fails where the export isn't found to be sound. */
  void verify(Path export) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(export)) {
      Object report = exports.getMethod("verify", BufferedReader.class).invoke(null, lines);
      if (!Boolean.TRUE.equals(report.getClass().getMethod("isSound").invoke(report))) {
        throw new IOException("audit verify found a fault in a sound export");
      }
    } catch (ReflectiveOperationException e) {
      throw new IOException(e);
    }
  }

  /** What the records' changes are to the index, without their hashes. */
  void fold(List<String> all) throws IOException {
    try {
      Object index = rows.getConstructor().newInstance();
      Method changesIn = bodies.getMethod("changesIn", String.class);
      Method take = null;
      for (String body : all) {
        for (Object change : (List<?>) changesIn.invoke(null, body)) {
          take = take == null ? rows.getMethod("take", change.getClass()) : take;
          take.invoke(index, change);
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IOException(e);
    }
  }
}
