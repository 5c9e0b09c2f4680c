package dev.teambroker.server.shareduser;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.RowChange;
import dev.teambroker.server.aws.AwsAnswer;
import dev.teambroker.server.aws.AwsClock;
import dev.teambroker.server.aws.AwsProblems;
import dev.teambroker.server.aws.MfaSeed;
import dev.teambroker.server.aws.SessionCredentials;
import dev.teambroker.server.aws.Sts;
import dev.teambroker.server.member.Changes;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.Times;
import dev.teambroker.server.secretstore.SealedSecret;
import dev.teambroker.server.secretstore.SecretStore;
import dev.teambroker.server.shareduser.CodeSchedule.Turn;
import dev.teambroker.server.web.Outcome;
import dev.teambroker.server.web.RequestContext;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * An owner puts an MFA device of the user, its ARN and seed: proved by a GetSessionToken with a
 * code of it, whose session is dropped. Putting it again replaces the seed and starts a stopped
 * device. Thread-safe.
 */
@Component
public class RegisteringMfaDevice {
  private static final Duration SHORTEST_SESSION = Duration.ofMinutes(15);
  private static final int MOST_DEVICES = 8;

  private final Access access;
  private final IssuingKeys keys;
  private final MfaDevices devices;
  private final CodePlanner planner;
  private final CodeBook book;
  private final Sts sts;
  private final AwsClock awsClock;
  private final SecretStore secrets;
  private final Changes changes;
  private final AuditTrail trail;
  private final InstantSource clock;

  RegisteringMfaDevice(
      Access access,
      IssuingKeys keys,
      MfaDevices devices,
      CodePlanner planner,
      CodeBook book,
      Sts sts,
      AwsClock awsClock,
      SecretStore secrets,
      Changes changes,
      AuditTrail trail,
      InstantSource clock) {
    this.access = access;
    this.keys = keys;
    this.devices = devices;
    this.planner = planner;
    this.book = book;
    this.sts = sts;
    this.awsClock = awsClock;
    this.secrets = secrets;
    this.changes = changes;
    this.trail = trail;
    this.clock = clock;
  }

  public Outcome<SharedUser> put(
      Member owner, String name, dev.teambroker.protocol.SharedUsers.MfaDevice request) {
    return access.asOwner(owner, name, user -> put(owner, user, request));
  }

  private Outcome<SharedUser> put(
      Member owner, SharedUser user, dev.teambroker.protocol.SharedUsers.MfaDevice request) {
    String serial = request.serialNumber();
    String expected = "arn:%s:iam::%s:mfa/".formatted(user.partition().code(), user.account());
    if (!serial.startsWith(expected) || serial.length() > 256) {
      return Outcome.invalid("serialNumber", "the device's ARN, " + expected + "…");
    }
    if (devices.of(user.sharedUserId()).size() >= MOST_DEVICES
        && devices.find(user.sharedUserId(), serial).isEmpty()) {
      return Outcome.refused(ProblemType.CONFLICT, "An IAM user has at most eight MFA devices.");
    }
    Optional<MfaSeed> decoded = MfaSeed.ofBase32(request.base32Seed());
    if (decoded.isEmpty()) {
      return Outcome.invalid("base32Seed", "the device's seed in Base32, as AWS showed it");
    }
    try (MfaSeed seed = decoded.get()) {
      return switch (prove(user, serial, seed)) {
        case Outcome.Refused<String> refused -> {
          trail.record(
              about("mfa-device.refused", user, serial)
                  .with("problem", refused.type())
                  .with("awsCode", refused.awsCode()));
          yield refused.of();
        }
        case Outcome.Done<String>(String session) -> store(owner, user, serial, seed, session);
      };
    }
  }

  /** The access key id of the session that the code yielded. */
  private Outcome<String> prove(SharedUser user, String serial, MfaSeed seed) {
    try (IssuingKey key = keys.open(user).orElse(null)) {
      if (key == null) {
        return Outcome.refused(ProblemType.CONFLICT, "The user has no current access key.");
      }
      Optional<String> skew = planner.skewed(user.partition(), key.key());
      if (skew.isPresent()) {
        return Outcome.refused(ProblemType.MFA_CODE_UNAVAILABLE, skew.get());
      }
      Instant now = awsClock.now(user.partition());
      Turn turn = book.drawFirst(user.sharedUserId(), serial, requestId(), now);
      if (!turn.isDue(now)) {
        return Outcome.later(
            ProblemType.MFA_CODE_UNAVAILABLE,
            "A code of this device was just used; AWS takes each once.",
            Duration.between(now, turn.from()));
      }
      CodeSlot slot =
          new CodeSlot(user.sharedUserId(), turn.step(), seed.code(serial, turn.step()));
      AwsAnswer<SessionCredentials> answer =
          sts.getSessionToken(user.partition(), key.key(), SHORTEST_SESSION, slot.code());
      planner.settle(user, slot, answer);
      return proof(answer);
    }
  }

  private static Outcome<String> proof(AwsAnswer<SessionCredentials> answer) {
    if (answer instanceof AwsAnswer.Answered<SessionCredentials>(SessionCredentials session)) {
      try (session) {
        return Outcome.done(session.accessKeyId());
      }
    }
    return AwsProblems.of(answer);
  }

  private Outcome<SharedUser> store(
      Member owner, SharedUser user, String serial, MfaSeed seed, String session) {
    String rowId = MfaDevice.freshId();
    SealedSecret sealed =
        secrets.seal(seed.bytes(), MfaDevice.binding(rowId, user.userArn(), serial));
    MfaDevice device =
        new MfaDevice(rowId, 1, user.sharedUserId(), serial, false, Times.now(clock), sealed);
    return changes.run(
        () -> access.asOwner(owner, user.name(), again -> insert(again, device, session)));
  }

  private Outcome<SharedUser> insert(SharedUser user, MfaDevice device, String session) {
    List<RowChange> made = new ArrayList<>();
    devices
        .find(user.sharedUserId(), device.serialNumber())
        .ifPresent(former -> made.add(devices.delete(former)));
    made.add(devices.insert(device));
    trail.append(
        about("mfa-device.put", user, device.serialNumber())
            .with("provedBySession", session)
            .changing(made.toArray(RowChange[]::new)));
    return Outcome.done(user);
  }

  private static AuditEvent about(String action, SharedUser user, String serial) {
    return AuditEvent.of(action)
        .with("sharedUser", user.name())
        .with("sharedUserId", user.id())
        .with("serialNumber", serial);
  }

  private static String requestId() {
    return RequestContext.current().map(RequestContext::requestId).orElse("none");
  }
}
