package dev.teambroker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.cli.testing.EnrolledCli;
import dev.teambroker.cli.testing.InstalledCli;
import dev.teambroker.cli.testing.InstalledCli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher by a link named aws-vault, with what stands in people's Makefiles. */
class AwsVaultNameTest {
  @TempDir Path home;
  @TempDir Path installed;
  private @Nullable EnrolledCli enrolled;
  private InstalledCli cli;
  private Path link;

  @BeforeEach
  void linked() throws IOException {
    EnrolledCli made = new EnrolledCli(home, installed);
    enrolled = made;
    cli = made.cli;
    link = Files.createSymbolicLink(home.resolve("aws-vault"), cli.launcher());
  }

  @AfterEach
  void stopped() {
    if (enrolled != null) {
      enrolled.close();
    }
  }

  @Test
  void execRunsTheCommandInASession() throws IOException {
    Run run =
        run(
            "exec",
            "-d",
            "1h",
            "--region=eu-north-1",
            "deploy",
            "--",
            "sh",
            "-c",
            "echo $1 $AWS_ACCESS_KEY_ID $AWS_REGION; exit 4",
            "x",
            "--no-session");
    assertThat(run.code()).as(run.err()).isEqualTo(4);
    assertThat(run.out()).isEqualTo("--no-session ASIATEST1 eu-north-1\n");
  }

  @Test
  void exportListAndClearDoWhatTheyDidThere() throws IOException {
    assertThat(run("export", "--format=json", "deploy").out()).startsWith("{\"Version\":1,");
    assertThat(run("export", "--format=ini", "deploy").out()).startsWith("[deploy]\n");
    assertThat(run("export", "--format=export-env", "deploy").out())
        .startsWith("export AWS_ACCESS_KEY_ID='ASIATEST1'\n");
    assertThat(run("list").out()).contains("deploy");
    assertThat(run("clear").code()).isZero();
  }

  @Test
  void whatWouldMeanSomethingElseIsRefusedWithTheReason() throws IOException {
    refused("nobody here holds the long-term key", "exec", "--no-session", "deploy", "--", "true");
    refused("every program of this machine", "exec", "--ec2-server", "deploy", "--", "true");
    refused("exec --profile-env", "exec", "--server", "deploy", "--", "true");
    refused("can be seen by everybody", "exec", "--mfa-token=123456", "deploy", "--", "true");
    refused("under another name", "add", "deploy");
    refused("not known here", "exec", "--assume-role-ttl=1h", "deploy", "--", "true");
  }

  private void refused(String because, String... words) throws IOException {
    Run run = run(words);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(because);
  }

  private Run run(String... words) throws IOException {
    List<String> call = new ArrayList<>(List.of(link.toString()));
    call.addAll(List.of(words));
    return InstalledCli.await(cli.start(call));
  }
}
