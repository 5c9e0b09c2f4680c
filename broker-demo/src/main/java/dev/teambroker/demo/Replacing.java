package dev.teambroker.demo;

import dev.teambroker.demo.Children.Result;
import java.util.regex.Pattern;

/** Ada replaces the shared user's key, and nobody notices. */
final class Replacing {
  private static final Pattern KEY = Pattern.compile("(AKIA)[A-Z2-7]{12}([A-Z2-7]{4})");
  private static final Pattern TIME = Pattern.compile("^[0-9-]+T([0-9:]{8})[.0-9]*Z ");

  private final Sharing sharing;
  private final Person ada;
  private final Person bob;
  private final Narrator narrator;

  Replacing(Sharing sharing, Person ada, Person bob, Narrator narrator) {
    this.sharing = sharing;
    this.ada = ada;
    this.bob = bob;
    this.narrator = narrator;
  }

  void adaProbesTheAccount() {
    narrator.step("Ada lets the broker try, on a spare key, whether sessions outlive their key");
    Result probed =
        ada.runs("broker-cli", "shared-user", "probe-sessions", "deploy").orFail("probing");
    narrator.printed(probed.stderr(), 2);
    if (!probed.stderr().contains("outlive the key")) {
      throw new StepFailed("the stand-in for AWS ends sessions with their key");
    }
    narrator.seen("so a rotation needn't wait until the last session of the old key is over");
  }

  void adaReplacesTheKey() throws InterruptedException {
    narrator.step("Ada replaces the user's key, while Bob's tools go on");
    narrator.explain(
        bob.has("aws")
            ? "Two loops of `aws sts get-caller-identity`: on the session at hand, and on a new one each time."
            : "(the aws CLI is not on this machine: two loops of the profiles' credential_process)");
    narrator.explain(
        "The old key is watched for " + Stage.WATCH + " here before it is deleted; by");
    narrator.explain("default (broker.rotation.watch) that is a day.");
    try (WorkingOn atHand = new WorkingOn(bob, "deploy-Deploy", false);
        WorkingOn anew = new WorkingOn(bob, "deploy-federation", true)) {
      ada.runsAloud(
              line -> narrator.printed(shortened(line), 1),
              "broker-cli",
              "rotation",
              "start",
              "deploy",
              "--follow")
          .orFail("the rotation");
      narrator.seen(
          "%d calls on the session at hand and %d on new ones meanwhile: none failed"
              .formatted(atHand.end(), anew.end()));
    }
    narrator.printed(ada.runs("broker-cli", "shared-user", "list").orFail("listing").stdout(), 2);
    whatWasInTheFileOpensNothing();
  }

  private void whatWasInTheFileOpensNothing() {
    sharing.withKeyFile(
        0,
        csv -> {
          Result refused =
              ada.runs("broker-cli", "shared-user", "import", "again", "--key-file", csv);
          if (refused.exitCode() == 0) {
            throw new StepFailed("AWS still takes the old key");
          }
          narrator.printed(refused.stderr(), 2);
        });
    narrator.seen("AWS knows the key of accessKeys.csv no more; the new one nobody has ever held");
  }

  /** The hour alone, and of a key's id what tells it from another. */
  private static String shortened(String line) {
    return KEY.matcher(TIME.matcher(line).replaceFirst("$1 ")).replaceAll("$1…$2");
  }
}
