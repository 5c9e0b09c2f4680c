package dev.teambroker.demo;

import dev.teambroker.demo.Children.Result;

/** Something has leaked: Ada stops it, and makes sure that it is stopped. */
final class Containing {
  private static final String ACCOUNT = "123456789012";

  private final Sharing sharing;
  private final Person ada;
  private final Person bob;
  private final Narrator narrator;

  Containing(Sharing sharing, Person ada, Person bob, Narrator narrator) {
    this.sharing = sharing;
    this.ada = ada;
    this.bob = bob;
    this.narrator = narrator;
  }

  void adaContainsTheSharedUser() {
    narrator.step("A session of the shared user has leaked: Ada contains it");
    narrator.explain("The broker needs a key that may put policies on the account's users:");
    sharing.withKeyFile(
        1,
        csv ->
            ada.runs(
                    "broker-cli",
                    "shared-user",
                    "management-principal",
                    "set",
                    ACCOUNT,
                    "--key-file",
                    csv)
                .orFail("setting the management principal"));
    Result contained =
        ada.runs("broker-cli", "contain", "shared-user", "deploy").orFail("containing");
    narrator.printed(contained.stdout(), 4);
    if (!contained.stdout().contains("effective")) {
      throw new StepFailed("the deny is not in effect");
    }
    Result refused = bob.runs("broker-cli", "credential-process", "too-long");
    if (refused.exitCode() == 0 || !refused.stderr().contains("uspended")) {
      throw new StepFailed("a contained user's session was issued: " + refused.stderr());
    }
    narrator.printed(refused.stderr(), 2);
    narrator.seen("nothing is issued, and AWS denies the user's sessions from before");
  }

  void adaReleasesIt() {
    narrator.step("Ada releases it; the old sessions stay denied");
    ada.runs("broker-cli", "release", "shared-user", "deploy").orFail("releasing");
    narrator.explain(
        "(On the broker's host, `broker stop` stops all issuing, and no admin undoes that.)");
  }
}
