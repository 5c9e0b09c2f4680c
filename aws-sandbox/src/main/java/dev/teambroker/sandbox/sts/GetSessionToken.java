package dev.teambroker.sandbox.sts;

import static dev.teambroker.sandbox.setting.Enforcement.ROOT_DURATION;

import dev.teambroker.sandbox.account.AccessKey;
import dev.teambroker.sandbox.account.UserSession;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.wire.AwsError;
import dev.teambroker.sandbox.wire.Xml;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A session of the caller itself. It needs no permission. */
final class GetSessionToken implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    int seconds =
        call.given()
            .number("DurationSeconds", Rules.MIN_SECONDS, Rules.MAX_USER_SECONDS, Rules.HALF_DAY);
    boolean root = call.caller().isRoot();
    call.refuse(
        ROOT_DURATION,
        root && seconds > Rules.HOUR && call.given().raw("DurationSeconds").isPresent(),
        () ->
            AwsError.validation(
                "The requested DurationSeconds exceeds the 1 hour session limit for root."));
    call.event().requested("durationSeconds", seconds);
    call.given()
        .raw("SerialNumber")
        .ifPresent(serial -> call.event().requested("serialNumber", serial));
    Optional<Instant> mfaAt = SecondFactor.shown(call);
    Duration length = Duration.ofSeconds(root ? Math.min(seconds, Rules.HOUR) : seconds);
    AccessKey parent = Parent.of(call);
    Credentials.issue(
        call, new UserSession(parent, call.account(), call.now(), length, mfaAt), result);
  }
}
