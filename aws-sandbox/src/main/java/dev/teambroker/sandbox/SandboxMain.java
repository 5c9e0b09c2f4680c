package dev.teambroker.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** The sandbox as a process of its own. */
public final class SandboxMain {
  private static final String USAGE =
      """
      aws-sandbox [--port N] [--port-file FILE] [--seed demo|FILE] [--seed-file FILE]

        --port N          the port on 127.0.0.1; 0, the default, takes a free one
        --port-file FILE  where the port is written once the sandbox listens
        --seed demo|FILE  users, keys, MFA devices and roles to start with
        --seed-file FILE  where the keys and MFA seeds that were made are written (mode 0600)
      """;
  private static final Set<String> OPTIONS =
      Set.of("--port", "--port-file", "--seed", "--seed-file");

  private SandboxMain() {}

  public static void main(String[] args) throws InterruptedException {
    if (!wellFormed(args)) {
      System.err.print(USAGE);
      System.exit(2);
    }
    try {
      Sandbox sandbox = start(args);
      System.out.println("The sandbox listens on " + sandbox.endpoint());
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      System.err.println("aws-sandbox: " + e.getMessage());
      System.exit(1);
    }
    Thread.currentThread().join();
  }

  /** The port file comes last: whoever finds it finds everything else as well. */
  private static Sandbox start(String[] args) throws IOException {
    int port = option(args, "--port").map(Integer::parseInt).orElse(0);
    Sandbox sandbox = Sandbox.start(port, InstantSource.system());
    Optional<String> planted = option(args, "--seed").map(name -> sandbox.plant(Seed.named(name)));
    Optional<String> seedFile = option(args, "--seed-file");
    if (planted.isPresent() && seedFile.isPresent()) {
      write(Path.of(seedFile.get()), planted.get());
    }
    Optional<String> portFile = option(args, "--port-file");
    if (portFile.isPresent()) {
      write(Path.of(portFile.get()), Integer.toString(sandbox.port()));
    }
    return sandbox;
  }

  private static boolean wellFormed(String[] args) {
    for (int i = 0; i < args.length; i += 2) {
      if (!OPTIONS.contains(args[i]) || i + 1 == args.length) {
        return false;
      }
      if (args[i].equals("--port") && !args[i + 1].matches("[0-9]{1,5}")) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> option(String[] args, String name) {
    for (int i = 0; i + 1 < args.length; i += 2) {
      if (args[i].equals(name)) {
        return Optional.of(args[i + 1]);
      }
    }
    return Optional.empty();
  }

  /** Whoever waits for the file finds it whole; nobody else can read it. */
  private static void write(Path file, String text) throws IOException {
    Path target = file.toAbsolutePath();
    FileAttribute<?> ownersOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path unfinished = target.resolveSibling(target.getFileName() + ".part");
    Files.deleteIfExists(unfinished);
    Files.createFile(unfinished, ownersOnly);
    Files.writeString(unfinished, text + "\n");
    Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
