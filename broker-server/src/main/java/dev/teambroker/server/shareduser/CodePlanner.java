package dev.teambroker.server.shareduser;

import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsClock;
import dev.teambroker.server.aws.AwsKey;
import dev.teambroker.server.aws.AwsRefusal;
import dev.teambroker.server.aws.MfaSeed;
import dev.teambroker.server.aws.Partition;
import dev.teambroker.server.aws.Sts;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.secretstore.SecretStore;
import dev.teambroker.server.shareduser.CodeSchedule.Turn;
import dev.teambroker.server.web.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Hands out the codes of shared users' AWS MFA devices (docs/adr/0007): one code for one call, over
 * all devices of the user and all replicas, first come, first served. Each device that has two
 * codes refused in a row is stopped. Steps follow AWS's time; a broker whose clock is more than ten
 * seconds off hands out nothing. Thread-safe; call it outside of transactions.
 */
@Component
public class CodePlanner {
  private static final Logger LOG = LoggerFactory.getLogger(CodePlanner.class);
  private static final Duration MOST_SKEW = Duration.ofSeconds(10);
  private static final Duration CLOCK_AGE = Duration.ofMinutes(10);

  private final MfaDevices devices;
  private final CodeBook book;
  private final SecretStore secrets;
  private final AwsClock clock;
  private final Sts sts;
  private final Changes changes;
  private final AuditTrail trail;
  private final MeterRegistry metrics;
  private final Counter stoppedDevices;

  CodePlanner(
      MfaDevices devices,
      CodeBook book,
      SecretStore secrets,
      AwsClock clock,
      Sts sts,
      Changes changes,
      AuditTrail trail,
      MeterRegistry metrics) {
    this.devices = devices;
    this.book = book;
    this.secrets = secrets;
    this.clock = clock;
    this.sts = sts;
    this.changes = changes;
    this.trail = trail;
    this.metrics = metrics;
    this.stoppedDevices = metrics.counter("broker.mfa.devices.stopped");
  }

  /** Whether the user has an MFA device here, stopped ones included. */
  public boolean hasDevices(SharedUser user) {
    return !devices.of(user.sharedUserId()).isEmpty();
  }

  /**
   * A code, or how long to wait for one. The key is that with which the code will be used; it asks
   * AWS for the time where that isn't known.
   */
  public CodeDraw draw(SharedUser user, AwsKey key, MemberId member, String requestId) {
    List<MfaDevice> usable =
        devices.of(user.sharedUserId()).stream().filter(device -> !device.stopped()).toList();
    if (usable.isEmpty()) {
      return counted(new CodeDraw.Unavailable(withoutDevice(user)));
    }
    Optional<String> skew = skewed(user.partition(), key);
    if (skew.isPresent()) {
      return counted(new CodeDraw.Unavailable(skew.get()));
    }
    var bySerial =
        usable.stream().collect(Collectors.toMap(MfaDevice::serialNumber, Function.identity()));
    Instant now = clock.now(user.partition());
    CodeBook.Drawing drawing =
        book.draw(user.sharedUserId(), bySerial.keySet(), member, requestId, now);
    metrics.summary("broker.mfa.queue").record(drawing.before());
    Turn turn = drawing.turn();
    MfaDevice device = java.util.Objects.requireNonNull(bySerial.get(turn.serialNumber()));
    return counted(
        turn.isDue(now)
            ? new CodeDraw.Drawn(slot(user, device, turn))
            : new CodeDraw.Waits(drawing.before(), Duration.between(now, turn.from())));
  }

  /** Keeps the head of the queue for a member whose key was replaced under the call. */
  public Duration again(SharedUser user, MemberId member) {
    Instant now = clock.now(user.partition());
    Duration next = Duration.ofSeconds(MfaSeed.STEP_SECONDS);
    book.standFirst(user.sharedUserId(), member, now.plus(next).plus(CodeBook.KEPT));
    return next;
  }

  /** Tells what AWS made of the code. Must be called once for each that was drawn. */
  public void settle(SharedUser user, CodeSlot slot, AwsAnswer<?> answer) {
    String outcome = outcome(answer);
    book.settle(slot.serialNumber(), slot.step(), outcome);
    metrics.counter("broker.mfa.codes.used", "outcome", outcome).increment();
    if ("refused".equals(outcome) && book.refusedTwice(slot.serialNumber())) {
      stop(user, slot.serialNumber());
    }
  }

  /** Why no code may be handed out now, if AWS's clock and the broker's differ too much. */
  Optional<String> skewed(Partition partition, AwsKey key) {
    if (!clock.isKnownWithin(partition, CLOCK_AGE)) {
      sts.getCallerIdentity(partition, key);
    }
    if (!clock.isKnownWithin(partition, CLOCK_AGE)) {
      return Optional.of("AWS's time is not known, for AWS could not be reached.");
    }
    Duration ahead = clock.ahead(partition);
    return ahead.abs().compareTo(MOST_SKEW) > 0
        ? Optional.of(
            "The broker's clock is %d s %s AWS's; MFA codes need it to be within %d s. Set it right."
                .formatted(
                    ahead.abs().toSeconds(),
                    ahead.isNegative() ? "ahead of" : "behind",
                    MOST_SKEW.toSeconds()))
        : Optional.empty();
  }

  private CodeSlot slot(SharedUser user, MfaDevice device, Turn turn) {
    try (MfaSeed seed =
        MfaSeed.ofBytes(
            secrets.unseal(
                device.sealed(),
                MfaDevice.binding(device.rowId(), user.userArn(), device.serialNumber())))) {
      return new CodeSlot(
          user.sharedUserId(), turn.step(), seed.code(device.serialNumber(), turn.step()));
    }
  }

  private void stop(SharedUser user, String serialNumber) {
    Outcome<SharedUser> stopped =
        changes.run(
            () ->
                devices
                    .find(user.sharedUserId(), serialNumber)
                    .filter(device -> !device.stopped())
                    .map(device -> stopNow(user, device))
                    .orElseGet(() -> Outcome.done(user)));
    stoppedDevices.increment();
    LOG.error(
        "AWS refused two codes in a row of {}: {}",
        serialNumber,
        stopped instanceof Outcome.Done<SharedUser>
            ? "stopped until it is put again with its seed"
            : "it could not be stopped");
  }

  private Outcome<SharedUser> stopNow(SharedUser user, MfaDevice device) {
    RowChange change = devices.update(device.stop());
    trail.append(
        AuditEvent.of("mfa-device.stopped")
            .with("sharedUser", user.name())
            .with("sharedUserId", user.id())
            .with("serialNumber", device.serialNumber())
            .with("reason", "two codes in a row were refused")
            .changing(change));
    return Outcome.done(user);
  }

  private static String outcome(AwsAnswer<?> answer) {
    return switch (answer) {
      case AwsAnswer.Answered<?> _ -> "accepted";
      case AwsAnswer.Refused<?> refused when refused.why() == AwsRefusal.MFA_CODE -> "refused";
      case AwsAnswer.Refused<?> _, AwsAnswer.NotReached<?> _, AwsAnswer.Unknown<?> _ -> "unclear";
    };
  }

  private String withoutDevice(SharedUser user) {
    return hasDevices(user)
        ? "The MFA devices of "
            + user.name()
            + " were stopped, for AWS refused their codes; an owner has to put one again."
        : user.name() + " has no MFA device here; an owner has to put one.";
  }

  private CodeDraw counted(CodeDraw draw) {
    String outcome =
        switch (draw) {
          case CodeDraw.Drawn _ -> "drawn";
          case CodeDraw.Waits _ -> "waits";
          case CodeDraw.Unavailable _ -> "unavailable";
        };
    metrics.counter("broker.mfa.codes.asked", "outcome", outcome).increment();
    return draw;
  }
}
