package dev.teambroker.server.signin;

import static dev.teambroker.server.signin.SharedBroker.CLOCK;
import static dev.teambroker.server.signin.SharedBroker.ONE;
import static dev.teambroker.server.signin.SharedBroker.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.audit.ProofUse;
import dev.teambroker.server.member.DeviceId;
import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.member.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How old a second factor is, over two replicas. */
class FreshnessTest {
  @Test
  void aCodeForOneIssueIsForOneWhicheverReplicasAreAsked() {
    SignedIn who = verifiedAt(CLOCK.instant());
    List<Callable<Boolean>> issues = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Replica replica = i % 2 == 0 ? ONE : OTHER;
      issues.add(() -> isFresh(replica, who, Duration.ZERO));
    }
    assertThat(AtOnce.all(issues)).filteredOn(fresh -> fresh).hasSize(1);
    assertThat(isFresh(ONE, who, Duration.ofHours(1)))
        .as("for an issue that needs no own")
        .isTrue();
  }

  @Test
  void aLaterCodeIsForAnotherIssue() {
    SignedIn first = verifiedAt(CLOCK.instant());
    assertThat(isFresh(ONE, first, Duration.ZERO)).isTrue();
    assertThat(isFresh(OTHER, first, Duration.ZERO)).isFalse();
    SignedIn again = verifiedAt(first.signInId(), CLOCK.instant().plusSeconds(30));
    CLOCK.nextStep();
    assertThat(isFresh(OTHER, again, Duration.ZERO)).isTrue();
  }

  @Test
  void aCodeWaitsTwoMinutesForItsIssueAndOneThatWasntTakenIsLeftForIt() {
    SignedIn who = verifiedAt(CLOCK.instant());
    CLOCK.pass(Duration.ofMinutes(2));
    assertThat(isFresh(ONE, who, Duration.ofMinutes(1))).isFalse();
    assertThat(isFresh(ONE, who, Duration.ofMinutes(2))).isTrue();
    assertThat(isFresh(ONE, who, Duration.ZERO)).isTrue();

    SignedIn late = verifiedAt(CLOCK.instant());
    CLOCK.pass(Duration.ofMinutes(2).plusSeconds(1));
    assertThat(isFresh(ONE, late, Duration.ZERO)).isFalse();
  }

  @Test
  void whoVerifiedNothingIsNeverFresh() {
    SignedIn who = verifiedAt(FreshId.of("a"), null);
    assertThat(isFresh(ONE, who, Duration.ZERO)).isFalse();
    assertThat(isFresh(ONE, who, Duration.ofDays(1))).isFalse();
  }

  private static boolean isFresh(Replica replica, SignedIn who, Duration age) {
    return replica.bean(Freshness.class).isFresh(who, age);
  }

  private static SignedIn verifiedAt(Instant at) {
    return verifiedAt(FreshId.of("a"), at);
  }

  private static SignedIn verifiedAt(String signInId, @Nullable Instant at) {
    return new SignedIn(
        new MemberId(FreshId.of("m")),
        "xenia",
        new DeviceId(FreshId.of("d")),
        "laptop",
        Set.of(),
        signInId,
        at,
        new ProofUse("thumbprint", "id", CLOCK.instant()));
  }
}
