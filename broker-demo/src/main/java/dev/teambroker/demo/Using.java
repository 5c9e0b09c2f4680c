package dev.teambroker.demo;

import dev.teambroker.demo.Children.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bob works with sessions; Ada sees who had what; what is not granted is refused. */
final class Using {
  private static final Pattern SESSION_KEY = Pattern.compile("ASIA[A-Z2-7]{16}");

  private final Person ada;
  private final Person bob;
  private final String awsEndpoint;
  private final Narrator narrator;

  Using(Person ada, Person bob, String awsEndpoint, Narrator narrator) {
    this.ada = ada;
    this.bob = bob;
    this.awsEndpoint = awsEndpoint;
    this.narrator = narrator;
  }

  /** The access key id of the last session. */
  String bobUsesEachKindOfSession() {
    for (Kind kind : Kind.values()) {
      narrator.step("Bob's tools ask who they are, with a session of kind " + kind.word());
      CompletableFuture<Result> sdk =
          CompletableFuture.supplyAsync(() -> askBySdk(kind), Children::besides);
      if (bob.has("aws")) {
        Result identity =
            bob.runs("aws", "sts", "get-caller-identity", "--profile", kind.profile())
                .orFail("the aws CLI");
        narrator.printed(identity.stdout(), 6);
        expect(identity.stdout(), kind.arn());
      } else {
        narrator.explain("(the aws CLI is not on this machine; an AWS SDK speaks for it)");
      }
      String said = sdk.join().orFail("the AWS SDK for Java").stdout();
      expect(said, kind.arn());
      narrator.seen("the AWS SDK for Java, at the same time: " + said.strip());
    }
    return sessionKey(bob.quietly("broker-cli", "credential-process", Kind.SESSION.profile()));
  }

  private Result askBySdk(Kind kind) {
    List<String> command = new ArrayList<>(Programs.shortLivedJava());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(SdkCaller.class.getName(), kind.profile(), awsEndpoint));
    return bob.quietly(command.toArray(String[]::new));
  }

  private static String sessionKey(Result printed) {
    Matcher id = SESSION_KEY.matcher(printed.orFail("credential-process").stdout());
    if (!id.find()) {
      throw new StepFailed("no session's access key id in what credential-process printed");
    }
    return id.group();
  }

  void adaFindsOutWhoseSessionItIs(String accessKeyId) {
    narrator.step("CloudTrail shows " + accessKeyId + "; Ada asks whose session that is");
    Result who = ada.runs("broker-cli", "who", accessKeyId).orFail("asking who it is");
    narrator.printed(who.stdout(), 14);
    expect(who.stdout(), "bob");
  }

  void whatIsRefused() {
    narrator.step("What is not granted is refused, and says why");
    narrator.explain("Ada owns the user, but nobody granted her a session:");
    ada.adds(
        """

        [profiles.mine]
        shared-user = "deploy"
        kind = "role"
        """);
    refused(ada.runs("broker-cli", "credential-process", "mine"), "grant");
    bob.adds(
        """

        [profiles.too-long]
        shared-user = "deploy"
        kind = "role"
        duration = "12h"
        """);
    narrator.explain("Bob asks for 12 hours where the grant allows one:");
    refused(bob.runs("broker-cli", "credential-process", "too-long"), "maximum");
    narrator.explain("Somebody who saw Bob type his last code types it again, and gives up:");
    refused(bob.runsTyping(bob.phone().again(), "used already", "broker-cli", "login"), "used");
  }

  private void refused(Result result, String because) {
    if (result.exitCode() == 0) {
      throw new StepFailed("this should have been refused, and was not");
    }
    if (!result.stdout().isEmpty()) {
      throw new StepFailed("a refused command printed a result");
    }
    narrator.printed(result.stderr(), 4);
    expect(result.stderr(), because);
    narrator.seen("refused");
  }

  private static void expect(String text, String part) {
    if (!text.contains(part)) {
      throw new StepFailed("expected to see '" + part + "' in:\n" + text);
    }
  }

  private enum Kind {
    ROLE("role", "deploy-Deploy", ":assumed-role/Deploy/"),
    FEDERATION("federation", "deploy-federation", ":federated-user/"),
    SESSION("session", "deploy-session", ":user/deploy");

    private final String word;
    private final String profile;
    private final String arn;

    Kind(String word, String profile, String arn) {
      this.word = word;
      this.profile = profile;
      this.arn = arn;
    }

    String word() {
      return word;
    }

    String profile() {
      return profile;
    }

    String arn() {
      return arn;
    }
  }
}
