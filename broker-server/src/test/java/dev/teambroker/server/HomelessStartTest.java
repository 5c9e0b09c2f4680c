package dev.teambroker.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.BrokerProcess.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first start with all defaults where HOME is unset or can't be written. */
class HomelessStartTest {
  private static final List<String> FREE_PORTS =
      List.of("--broker.web.port=0", "--broker.management.port=0");

  @TempDir private Path folder;

  @Test
  void servesWithoutHomeWhereItIsToldItsDirectory() throws Exception {
    Path data = folder.resolve("share");
    Map<String, String> environment =
        Map.of("XDG_DATA_HOME", Files.createDirectory(data).toString());
    try (BrokerProcess broker = BrokerProcess.start(folder, environment, List.of(), FREE_PORTS)) {
      serves(broker, data.resolve("broker"));
    }
  }

  @Test
  void servesFromAnotherPlaceWhereHomeCannotBeWrittenAndSaysSo() throws Exception {
    try (BrokerProcess broker =
        BrokerProcess.start(folder, Map.of("HOME", "/proc"), inAPlaceOfItsOwn(), FREE_PORTS)) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> !broker.isAlive() || broker.said("stdout").contains("Started "));
      assertThat(broker.isAlive()).as(broker.said("stderr") + broker.said("stdout")).isTrue();
      assertThat(broker.said("stdout"))
          .containsPattern(
              "HOME is unset or can't be written: the data goes to /var/(lib|tmp)/broker[^ ]*;"
                  + " set broker.data-directory");
      assertThat(broker.stop().code()).isEqualTo(143);
    }
  }

  @Test
  void saysInASentenceWhenADirectoryCannotBeUsed() throws Exception {
    List<String> arguments = List.of("--broker.data-directory=/proc/broker");
    try (BrokerProcess broker = BrokerProcess.start(folder, Map.of(), List.of(), arguments)) {
      Ended ended = broker.awaitEnd();
      assertThat(ended.code()).isEqualTo(2);
      assertThat(ended.stderr())
          .startsWith("broker: the data directory /proc/broker can't be used;")
          .contains("set broker.data-directory");
    }
  }

  private static void serves(BrokerProcess broker, Path directory) throws InterruptedException {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> !broker.isAlive() || Files.exists(directory.resolve("server.port")));
    assertThat(broker.isAlive()).as(broker.said("stderr") + broker.said("stdout")).isTrue();
    assertThat(broker.stop().code()).isEqualTo(143);
  }

  /** Where /var/lib and /var/tmp are empty, so that nothing of this machine is touched. */
  private static List<String> inAPlaceOfItsOwn() throws Exception {
    String mounts = "mount -t tmpfs tmpfs /var/lib && mount -t tmpfs tmpfs /var/tmp && exec \"$@\"";
    List<String> wrapper =
        List.of(
            "unshare",
            System.getProperty("user.name").equals("root") ? "-m" : "-mr",
            "sh",
            "-c",
            mounts,
            "sh");
    List<String> probe = new java.util.ArrayList<>(wrapper);
    probe.add("true");
    if (new ProcessBuilder(probe).start().waitFor() != 0) {
      String missing = "SKIPPED: unshare -m can't mount here; run as root or allow user namespaces";
      System.err.println(missing);
      if ("all".equals(System.getenv("BROKER_TESTS_REQUIRE"))) {
        Assertions.fail(missing);
      }
      Assumptions.abort(missing);
    }
    return wrapper;
  }
}
