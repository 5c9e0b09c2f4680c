package dev.teambroker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox as a process of its own. */
class SandboxMainTest {
  @TempDir Path directory;

  private Process start(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 4];
    command[0] = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    command[1] = "-cp";
    command[2] = System.getProperty("java.class.path");
    command[3] = "dev.teambroker.sandbox.SandboxMain";
    System.arraycopy(arguments, 0, command, 4, arguments.length);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("output").toFile())
        .start();
  }

  @Test
  void startsWithTheDemosSeedAndTellsItOnlyInItsFile() throws Exception {
    Path portFile = directory.resolve("port");
    Path seedFile = directory.resolve("seed");
    Process process =
        start(
            "--port-file",
            portFile.toString(),
            "--seed",
            "demo",
            "--seed-file",
            seedFile.toString());
    try {
      await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(portFile));
      JsonNode seed = JsonMapper.shared().readTree(Files.readString(seedFile));
      assertThat(seed.path("endpoint").asString())
          .isEqualTo("http://127.0.0.1:" + Files.readString(portFile).strip());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(seedFile)))
          .isEqualTo("rw-------");
      JsonNode user = seed.path("users").path(0);
      assertThat(user.path("userName").asString()).isEqualTo("deploy");
      assertThat(user.at("/mfaDevices/0/serialNumber").asString())
          .isEqualTo("arn:aws:iam::123456789012:mfa/deploy");
      assertThat(seed.at("/roles/0").asString()).isEqualTo("arn:aws:iam::123456789012:role/Deploy");
      assertThat(Files.readString(directory.resolve("output")))
          .doesNotContain(user.at("/accessKeys/0/secretAccessKey").asString())
          .doesNotContain(user.at("/mfaDevices/0/base32Seed").asString());
      assertThat(RawCall.get(URI.create(seed.path("endpoint").asString() + "/control")).status())
          .isEqualTo(200);
    } finally {
      process.destroy();
    }
  }

  @Test
  void saysHowItIsStarted() throws Exception {
    Process process = start("--prot", "1");
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(Files.readString(directory.resolve("output"))).contains("--port N");
  }

  @Test
  void saysWhenSeedCantBeRead() throws Exception {
    Process process = start("--seed", "/no/such/file");
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(Files.readString(directory.resolve("output")))
        .contains("aws-sandbox: can't read the seed /no/such/file")
        .doesNotContain("\tat ");
  }
}
