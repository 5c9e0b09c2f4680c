package dev.teambroker.server.database;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How PostgreSQL's programs are started on this machine: they refuse to run as root, must not get
 * the terminal's Ctrl-C before the broker has finished, and must end with the broker however that
 * ends.
 *
 * @param prefix the words before the program's own
 * @param user the uid it runs as where that isn't ours, else −1
 */
record Launch(List<String> prefix, int user) {
  private static final int SAME_USER = -1;

  /** For this process: found out by trying, as what a container allows can't be known. */
  static Launch forThisProcess() {
    List<String> session = words("setsid");
    if (!isRoot()) {
      return new Launch(session, SAME_USER);
    }
    if (succeeds(List.of("unshare", "-U", "true"))) {
      return new Launch(joined(session, List.of("unshare", "-U")), SAME_USER);
    }
    return asAnotherUser(session);
  }

  /** By an unprivileged account of this machine. */
  static Launch asAnotherUser(List<String> session) {
    int uid =
        Stream.of("postgres", "nobody")
            .map(Launch::uidOf)
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow(
                () ->
                    new StartRefused(
                        "PostgreSQL doesn't run as root, and neither unshare -U nor another user works"
                            + " here: start the broker as an ordinary user, or set"
                            + " broker.database.url"));
    List<String> words = List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups");
    if (!succeeds(joined(words, List.of("true")))) {
      throw new StartRefused(
          "PostgreSQL doesn't run as root, and neither unshare -U nor setpriv works here: start"
              + " the broker as an ordinary user, or set broker.database.url");
    }
    return new Launch(joined(session, words), uid);
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name")) || uidOf("").equals(Optional.of(0));
  }

  /** A program that is waited for. */
  List<String> command(List<String> program) {
    return joined(prefix, program);
  }

  /**
   * A program that ends with the thread that starts it: the kernel sends it SIGINT, PostgreSQL's
   * fast shutdown.
   */
  List<String> commandOfThread(List<String> program) {
    List<String> bound =
        succeeds(List.of("setpriv", "--pdeathsig", "INT", "true"))
            ? List.of("setpriv", "--pdeathsig", "INT")
            : List.of();
    return joined(prefix, joined(bound, program));
  }

  boolean isOtherUser() {
    return user != SAME_USER;
  }

  /** Gives a file or an empty directory to the user that PostgreSQL runs as. */
  void giveAway(Path path) throws IOException {
    if (isOtherUser()) {
      Files.setAttribute(path, "unix:uid", user);
    }
  }

  private static Optional<Integer> uidOf(String user) {
    try {
      List<String> command = user.isEmpty() ? List.of("id", "-u") : List.of("id", "-u", user);
      Process id = quietly(command).redirectOutput(ProcessBuilder.Redirect.PIPE).start();
      String text =
          new String(id.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII)
              .strip();
      return id.waitFor() == 0 ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static List<String> words(String program) {
    boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    return linux && succeeds(List.of(program, "true")) ? List.of(program) : List.of();
  }

  private static boolean succeeds(List<String> command) {
    try {
      Process process = quietly(command).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static ProcessBuilder quietly(List<String> command) {
    return new ProcessBuilder(command)
        .redirectInput(new File("/dev/null"))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> both = new ArrayList<>(first);
    both.addAll(second);
    return List.copyOf(both);
  }
}
