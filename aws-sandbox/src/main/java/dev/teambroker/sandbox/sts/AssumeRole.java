package dev.teambroker.sandbox.sts;

import static dev.teambroker.sandbox.setting.Enforcement.CHAINING_HOUR;
import static dev.teambroker.sandbox.setting.Enforcement.ROLE_MAX_DURATION;
import static dev.teambroker.sandbox.setting.Enforcement.ROOT_ASSUMES_NO_ROLE;

import dev.teambroker.sandbox.account.Role;
import dev.teambroker.sandbox.account.RoleSession;
import dev.teambroker.sandbox.account.SessionLimits;
import dev.teambroker.sandbox.call.Authorisation;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.wire.AwsError;
import dev.teambroker.sandbox.wire.Xml;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A session of a role, for whom the role trusts. */
final class AssumeRole implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    String roleArn = call.given().required("RoleArn", Rules.ROLE_ARN);
    String name = call.given().required("RoleSessionName", Rules.ROLE_SESSION_NAME);
    int seconds =
        call.given()
            .number("DurationSeconds", Rules.MIN_SECONDS, Rules.MAX_ROLE_SECONDS, Rules.HOUR);
    SessionPolicies policies = SessionPolicies.of(call);
    SessionIdentity identity = SessionIdentity.of(call);
    describe(call, roleArn, name, seconds, identity);
    call.refuse(
        ROOT_ASSUMES_NO_ROLE,
        call.caller().isRoot(),
        () -> AwsError.accessDenied("Roles may not be assumed by root accounts."));
    Optional<Instant> mfaAt = SecondFactor.shown(call);
    Role role = role(call, roleArn);
    new AssumeRoleConditions(call, role, name, identity, mfaAt).require();
    checkLength(call, role, seconds);
    Optional<Integer> packed = policies.packedSize(call, identity.tags());
    SessionLimits limits =
        new SessionLimits(
            policies.documents(), identity.tags(), identity.transitive(), identity.source());
    RoleSession session =
        new RoleSession(role, name, chained(call), limits, call.now(), Duration.ofSeconds(seconds));
    write(call, session, packed, result);
  }

  private static void describe(
      Call call, String roleArn, String name, int seconds, SessionIdentity identity) {
    call.event()
        .requested("roleArn", roleArn)
        .requested("roleSessionName", name)
        .requested("durationSeconds", seconds)
        .about("AWS::IAM::Role", roleArn);
    identity.source().ifPresent(source -> call.event().requested("sourceIdentity", source));
    call.given()
        .raw("SerialNumber")
        .ifPresent(serial -> call.event().requested("serialNumber", serial));
  }

  /** A role that isn't there is refused like one that doesn't trust. */
  private static Role role(Call call, String arn) {
    return call.world()
        .role(arn)
        .orElseThrow(
            () -> new Authorisation(call).denied(call.question("sts:AssumeRole", arn), ""));
  }

  private static boolean chained(Call call) {
    return call.caller().session().isPresent();
  }

  private static void checkLength(Call call, Role role, int seconds) {
    call.refuse(
        CHAINING_HOUR,
        chained(call) && seconds > Rules.HOUR,
        () ->
            AwsError.validation(
                "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed"
                    + " by role chaining."));
    checkMaximum(call, role, seconds);
  }

  /** However the role is assumed. */
  static void checkMaximum(Call call, Role role, int seconds) {
    call.refuse(
        ROLE_MAX_DURATION,
        seconds > role.maxSession().toSeconds(),
        () ->
            AwsError.validation(
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."));
  }

  private static void write(Call call, RoleSession session, Optional<Integer> packed, Xml result) {
    Credentials.issue(call, session, result);
    result.within(
        "AssumedRoleUser",
        xml ->
            xml.leaf("AssumedRoleId", session.identity().userId())
                .leaf("Arn", session.identity().arn()));
    packed.ifPresent(percent -> result.leaf("PackedPolicySize", percent));
    session.limits().sourceIdentity().ifPresent(name -> result.leaf("SourceIdentity", name));
    call.event().answered("assumedRoleUser", session.identity().arn());
  }
}
