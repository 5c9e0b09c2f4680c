package dev.teambroker.demo;

import java.util.stream.Collectors;

/** The story, in the order in which it is told. */
final class Story {
  private final Stage stage;
  private final Narrator narrator;

  Story(Stage stage, Narrator narrator) {
    this.stage = stage;
    this.narrator = narrator;
  }

  /** Plays it; the member who got sessions. */
  Person play() throws InterruptedException {
    narrator.step("A stand-in for AWS starts: one IAM user, one role");
    String aws = stage.startAws();
    narrator.seen("it listens on " + aws);

    narrator.step("The broker starts: embedded PostgreSQL, software keystore, a CA of its own");
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
    sharing.bobConnectsHisTools();

    Using using = new Using(ada, bob, aws, narrator);
    String session = using.bobUsesEachKindOfSession();
    using.adaFindsOutWhoseSessionItIs(session);
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
