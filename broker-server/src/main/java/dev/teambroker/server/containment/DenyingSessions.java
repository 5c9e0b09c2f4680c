package dev.teambroker.server.containment;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.aws.AwsClock;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.web.Outcome;
import dev.teambroker.server.web.RequestContext;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Denies a shared user's sessions at AWS, and watches until it is in effect, behind the request
 * that wanted it: AWS takes up to minutes. What came of it is on record and in {@link Denies}.
 * Thread-safe.
 */
@Component
class DenyingSessions {
  private static final Logger LOG = LoggerFactory.getLogger(DenyingSessions.class);

  /** AWS answers from many places, which learn of a policy one after the other. */
  private static final int DENIALS_IN_A_ROW = 3;

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int PROBES = 1200;

  private final DenyPolicy policy;
  private final ProbingSessions probing;
  private final Denies denies;
  private final AwsClock clock;
  private final AuditTrail trail;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  DenyingSessions(
      DenyPolicy policy, ProbingSessions probing, Denies denies, AwsClock clock, AuditTrail trail) {
    this.policy = policy;
    this.probing = probing;
    this.denies = denies;
    this.clock = clock;
    this.trail = trail;
  }

  /** Begins to deny all sessions of it that were issued until now. */
  void begin(SharedUser user) {
    denies.store(new Deny(user.sharedUserId(), DenyState.BEGUN, null, null));
    RequestContext context = RequestContext.CURRENT.get();
    threads.execute(() -> ScopedValue.where(RequestContext.CURRENT, context).run(() -> deny(user)));
  }

  /** Takes the deny off: sessions that it was for, and that are not expired, work again. */
  Outcome<Deny> lift(SharedUser user) {
    return policy
        .remove(user)
        .map(_ -> became(user, DenyState.LIFTED, null, "Sessions that it ended work again."));
  }

  private void deny(SharedUser user) {
    try (ProbeSession probe = probing.of(user).orElse(null)) {
      Instant issuedBefore =
          clock.now(user.partition()).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
      switch (policy.put(user, issuedBefore)) {
        case Outcome.Refused<String> refused ->
            became(user, DenyState.FAILED, null, refused.detail());
        case Outcome.Done<String> _ -> watch(user, issuedBefore, probe);
      }
    } catch (RuntimeException e) {
      LOG.error("the sessions of {} could not be denied", user.name(), e);
      denies.store(
          new Deny(user.sharedUserId(), DenyState.FAILED, null, "The broker failed; see its log."));
    }
  }

  private void watch(SharedUser user, Instant issuedBefore, @Nullable ProbeSession probe) {
    if (probe == null) {
      became(
          user,
          DenyState.UNPROVED,
          issuedBefore,
          "No role is granted that a session of the user may assume, and with MFA it may not read"
              + " itself from IAM: nothing shows the effect.");
      return;
    }
    became(user, DenyState.PUT, issuedBefore, "Waiting until AWS denies a probe session.");
    if (isDenied(probe)) {
      became(user, DenyState.EFFECTIVE, issuedBefore, null);
    } else {
      became(user, DenyState.UNPROVED, issuedBefore, "AWS denied no probe session in time.");
    }
  }

  private static boolean isDenied(ProbeSession probe) {
    int inARow = 0;
    for (int i = 0; i < PROBES && inARow < DENIALS_IN_A_ROW; i++) {
      inARow = probe.isDenied() ? inARow + 1 : 0;
      if (inARow < DENIALS_IN_A_ROW && !paused()) {
        return false;
      }
    }
    return inARow == DENIALS_IN_A_ROW;
  }

  private static boolean paused() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Deny became(
      SharedUser user, DenyState state, @Nullable Instant issuedBefore, @Nullable String detail) {
    Deny deny = new Deny(user.sharedUserId(), state, issuedBefore, detail);
    trail.record(
        AuditEvent.of("sessions.deny-" + state.code())
            .with("sharedUser", user.name())
            .with("sharedUserId", user.id())
            .with("issuedBefore", issuedBefore)
            .with("detail", detail));
    denies.store(deny);
    return deny;
  }

  Optional<Deny> of(SharedUser user) {
    return denies.of(user.sharedUserId());
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
