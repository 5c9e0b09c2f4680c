package dev.teambroker.demo;

import dev.teambroker.demo.Children.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Ada brings the shared user in and says what Bob may have of it. */
final class Sharing {
  static final String ROLE = "arn:aws:iam::123456789012:role/Deploy";

  private static final String POLICY =
      """
      {"Version": "2012-10-17",
       "Statement": [{"Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "Resource": "*"}]}
      """;

  private final Stage stage;
  private final Person ada;
  private final Person bob;
  private final Narrator narrator;

  Sharing(Stage stage, Person ada, Person bob, Narrator narrator) {
    this.stage = stage;
    this.ada = ada;
    this.bob = bob;
    this.narrator = narrator;
  }

  void adaImportsTheSharedUser() {
    narrator.step("Ada imports the IAM user that the team shares, from its accessKeys.csv");
    withKeyFile(
        0,
        csv ->
            ada.runs("broker-cli", "shared-user", "import", "deploy", "--key-file", csv)
                .orFail("importing"));
    Result shown = ada.runs("broker-cli", "shared-user", "list").orFail("listing shared users");
    narrator.printed(shown.stdout(), 4);
    narrator.seen("the key is sealed in the broker; it is marked exposed, for it was in a file");
  }

  void adaAddsTheUsersMfaDevice() {
    narrator.step("Ada gives the broker the user's AWS MFA device; the broker proves it at AWS");
    Path file = write("mfa-seed", seed("base32Seed", 0) + "\n");
    ada.runs(
            "broker-cli",
            "shared-user",
            "mfa-device",
            "add",
            "deploy",
            seed("serialNumber", 0),
            "--seed-file",
            file.toString())
        .orFail("adding the MFA device");
    delete(file);
    narrator.seen("nobody has to pass that phone around any more");
  }

  void adaGrantsBobSessions() {
    narrator.step("Ada, its owner, grants Bob each of the three kinds of sessions");
    grant("--kind", "role", "--role", ROLE, "--maximum-duration", "1h");
    Path policy = write("policy.json", POLICY);
    grant(
        "--kind", "federation", "--maximum-duration", "2h", "--session-policy", policy.toString());
    delete(policy);
    grant("--kind", "session", "--maximum-duration", "4h");
    narrator.seen("whatever is not granted is refused");
  }

  private void grant(String... limits) {
    String[] line = new String[limits.length + 6];
    System.arraycopy(
        new String[] {"broker-cli", "grant", "add", "deploy", "--member", "bob"}, 0, line, 0, 6);
    System.arraycopy(limits, 0, line, 6, limits.length);
    ada.runs(line).orFail("granting");
  }

  void bobConnectsHisTools() throws InterruptedException {
    narrator.step("Bob signs in and lets broker-cli write the profiles of his AWS tools");
    bob.runsWithPhone("broker-cli", "login").orFail("signing in");
    Result written = bob.runs("broker-cli", "configure", "--yes").orFail("configuring");
    narrator.printed(written.stdout() + written.stderr(), 24);
    Result list = bob.runs("broker-cli", "list").orFail("listing");
    narrator.printed(list.stdout(), 6);
  }

  /** Does something with the key of the stand-in's user of that number, in an accessKeys.csv. */
  void withKeyFile(int user, Consumer<String> work) {
    Path csv =
        write(
            "accessKeys.csv",
            "Access key ID,Secret access key\n"
                + seed("accessKeyId", user)
                + ","
                + seed("secretAccessKey", user)
                + "\n");
    work.accept(csv.toString());
    delete(csv);
  }

  /** What the stand-in for AWS made for its user of that number, each of whom has one key. */
  private String seed(String field, int user) {
    List<String> values =
        Pattern.compile('"' + field + "\"\\s*:\\s*\"([^\"]+)\"")
            .matcher(Stage.read(stage.awsSeed()))
            .results()
            .map(found -> found.group(1))
            .toList();
    if (values.size() <= user) {
      throw new StepFailed("the stand-in for AWS tells no " + field);
    }
    return values.get(user);
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(stage.awsSeed().resolveSibling(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
