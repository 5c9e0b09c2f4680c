package dev.teambroker.demo;

import dev.teambroker.demo.Children.Result;
import java.nio.file.Files;
import java.util.stream.Collectors;

/** The story, in the order in which it is told. */
final class Story {
  private final Stage stage;
  private final Narrator narrator;
  private final boolean hsm;

  /**
   * @param hsm whether the key-encryption key is to be one in a token
   */
  Story(Stage stage, Narrator narrator, boolean hsm) {
    this.stage = stage;
    this.narrator = narrator;
    this.hsm = hsm;
  }

  /** Plays it; the member who got sessions. */
  Person play() throws InterruptedException {
    narrator.step("A stand-in for AWS starts: one IAM user, one role");
    String aws = stage.startAws();
    narrator.seen("it listens on " + aws);

    if (hsm) {
      narrator.step(
          "Two keys are made in a token of SoftHSM 2, which they never leave: one that seals, one"
              + " that signs the trail's checkpoints");
      stage.putKeysIntoToken().forEach(made -> narrator.printed(made.stdout(), 4));
    }
    narrator.step(
        "The broker starts: embedded PostgreSQL, "
            + (hsm ? "the token's key" : "software keystore")
            + ", a CA of its own");
    String link = stage.startBroker(aws);
    narrator.seen("it is up; the link for the first admin is in its data directory");

    Person ada = stage.person("ada", aws);
    Person bob = stage.person("bob", aws);
    Enrolling enrolling = new Enrolling(ada, bob, narrator);
    enrolling.adaBecomesTheFirstAdmin(link);
    enrolling.adaInvitesBob();
    enrolling.adaConfirmsBobsDevice();

    Sharing sharing = new Sharing(stage, ada, bob, narrator);
    sharing.adaImportsTheSharedUser();
    sharing.adaAddsTheUsersMfaDevice();
    sharing.adaGrantsBobSessions();
    Replacing replacing = new Replacing(sharing, ada, bob, narrator);
    replacing.adaProbesTheAccount();
    sharing.bobConnectsHisTools();

    Using using = new Using(ada, bob, aws, narrator);
    String session = using.bobUsesEachKindOfSession();
    if (hsm) {
      everythingIsSealedUnderTheToken();
    }
    using.adaFindsOutWhoseSessionItIs(session);
    replacing.adaReplacesTheKey();
    using.whatIsRefused();

    Containing containing = new Containing(sharing, ada, bob, narrator);
    containing.adaContainsTheSharedUser();
    containing.adaReleasesIt();

    Attacking attacking = new Attacking(stage, ada, bob, narrator);
    attacking.theTrailVerifies();
    attacking.anAlteredRecordIsFound();
    attacking.aForgedGrantYieldsNothing();
    return bob;
  }

  private void everythingIsSealedUnderTheToken() {
    narrator.step("Every secret behind these sessions is sealed under the token's key, and opens");
    Result status = stage.command("secret-store", "status").orFail("secret-store status");
    narrator.printed(status.stdout(), 4);
    if (!status.stdout().contains("pkcs11/broker/broker-kek-1: seals, usable")
        || Files.exists(stage.data().resolve("keystore.p12"))) {
      throw new StepFailed("another key than the token's is in use");
    }
    stage.command("secret-store", "verify").orFail("secret-store verify");
    narrator.seen("no software keystore; each record was opened through the token");
  }

  /** After the play, for whoever wants to type along. */
  void tellHowToGoOn(Person member) {
    narrator.explain(
        "Everything stays up until Ctrl-C. To act as "
            + member.name()
            + ", type this in another terminal, then for instance: broker-cli list");
    narrator.explain("");
    narrator.explain(
        member.environment().entrySet().stream()
            .map(variable -> variable.getKey() + "='" + variable.getValue() + "'")
            .collect(Collectors.joining(" ", "  env -i TERM=\"$TERM\" ", " sh")));
  }
}
