package dev.teambroker.cli.keychain;

import dev.teambroker.cli.store.ItemStore;
import dev.teambroker.cli.store.StoreFault;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The password store of {@code pass} (passwordstore.org): a GnuPG file an item below a prefix. */
final class PassStore implements ItemStore {
  private static final String ENDING = ".gpg";

  private final String command;
  private final Path directory;
  private final String prefix;
  private final Map<String, String> environment;

  /**
   * A store.
   *
   * @param command {@code pass}, or gopass under that name
   * @param directory where it keeps its files, {@code PASSWORD_STORE_DIR}
   */
  PassStore(String command, Path directory, String prefix, Map<String, String> environment) {
    this.command = command;
    this.directory = directory;
    this.prefix = prefix;
    this.environment = environment;
  }

  @Override
  public byte @Nullable [] find(String name) throws StoreFault {
    // Its exit code doesn't tell an item that is absent from a key that is locked.
    return Files.exists(file(name)) ? run(null, "show", prefix + "/" + name) : null;
  }

  @Override
  public void put(String name, byte[] value, long secondsToLive) throws StoreFault {
    run(value, "insert", "--multiline", "--force", prefix + "/" + name);
  }

  @Override
  public void remove(String name) throws StoreFault {
    if (Files.exists(file(name))) {
      run(null, "rm", "--force", prefix + "/" + name);
    }
  }

  @Override
  public List<String> names() throws StoreFault {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory.resolve(prefix), "*" + ENDING)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        names.add(name.substring(0, name.length() - ENDING.length()));
      }
      return names;
    } catch (NoSuchFileException none) {
      return names;
    } catch (IOException broken) {
      throw unusable("can't be read");
    }
  }

  @Override
  public String description() {
    return "the password store (" + prefix + "/ in " + directory + ")";
  }

  private Path file(String name) {
    return directory.resolve(prefix).resolve(name + ENDING);
  }

  private byte[] run(byte @Nullable [] input, String... words) throws StoreFault {
    List<String> whole = new ArrayList<>(List.of(command));
    whole.addAll(List.of(words));
    ProcessBuilder pass = new ProcessBuilder(whole).redirectError(ProcessBuilder.Redirect.DISCARD);
    pass.environment().putAll(environment);
    pass.environment().put("PASSWORD_STORE_DIR", directory.toString());
    if (input == null) {
      pass.redirectInput(new File("/dev/null"));
    }
    try {
      Process process = pass.start();
      if (input != null) {
        try (OutputStream to = process.getOutputStream()) {
          to.write(input);
        }
      }
      byte[] output = process.getInputStream().readAllBytes();
      if (process.waitFor() == 0) {
        return output;
      }
      Arrays.fill(output, (byte) 0);
      throw unusable("`" + command + " " + words[0] + "` failed; is its GnuPG key there?");
    } catch (IOException absent) {
      throw unusable("`" + command + "` can't be run");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unusable("it was interrupted");
    }
  }

  private StoreFault unusable(String why) {
    return new StoreFault(
        StoreFault.Reason.UNAVAILABLE, "The password store in " + directory + ": " + why + ".");
  }
}
