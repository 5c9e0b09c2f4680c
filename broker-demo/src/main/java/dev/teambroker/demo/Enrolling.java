package dev.teambroker.demo;

import dev.teambroker.demo.Children.Result;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two members come to the broker, each with a device and a second factor. */
final class Enrolling {
  private static final Pattern FINGERPRINT = Pattern.compile("fingerprint: ([\\w-]{43})");

  private final Person ada;
  private final Person bob;
  private final Narrator narrator;
  private String bobsFingerprint = "";

  Enrolling(Person ada, Person bob, Narrator narrator) {
    this.ada = ada;
    this.bob = bob;
    this.narrator = narrator;
  }

  void adaBecomesTheFirstAdmin(String link) throws InterruptedException {
    narrator.step("Ada, the first admin, enrols her laptop with that link");
    enrol(ada, link);
    narrator.seen("her device has a key pair, her phone a TOTP seed; she is signed in");
  }

  void adaInvitesBob() throws InterruptedException {
    narrator.step("Ada invites Bob; Bob enrols with his link");
    String link =
        ada.runs("broker-cli", "member", "invite", "bob").orFail("inviting Bob").stdout().strip();
    bobsFingerprint = enrol(bob, link);
    narrator.seen("Bob's device waits to be confirmed; he reads its fingerprint to Ada");
  }

  void adaConfirmsBobsDevice() {
    narrator.step("Ada confirms the fingerprint that Bob read out");
    ada.runs("broker-cli", "member", "confirm", "bob", bobsFingerprint).orFail("confirming Bob");
    Result members = ada.runs("broker-cli", "member", "list").orFail("listing the members");
    narrator.printed(members.stdout(), 5);
  }

  private String enrol(Person member, String link) throws InterruptedException {
    Result enrolled =
        member
            .runsWithPhone(
                "broker-cli", "enroll", link, "--otpauth-file", member.otpauthFile().toString())
            .orFail("enrolling");
    narrator.printed(enrolled.stderr(), 8);
    Matcher fingerprint = FINGERPRINT.matcher(enrolled.stderr());
    if (!fingerprint.find()) {
      throw new StepFailed("no fingerprint was shown:\n" + enrolled.stderr());
    }
    return fingerprint.group(1);
  }
}
