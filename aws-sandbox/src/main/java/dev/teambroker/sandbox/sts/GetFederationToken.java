package dev.teambroker.sandbox.sts;

import static dev.teambroker.sandbox.setting.Enforcement.ROOT_DURATION;

import dev.teambroker.sandbox.account.FederatedSession;
import dev.teambroker.sandbox.account.SessionLimits;
import dev.teambroker.sandbox.call.Authorisation;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Operation;
import dev.teambroker.sandbox.policy.Question;
import dev.teambroker.sandbox.wire.AwsError;
import dev.teambroker.sandbox.wire.Xml;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A session for somebody else, with some of the caller's rights. */
final class GetFederationToken implements Operation {
  @Override
  public void answer(Call call, Xml result) {
    String name = call.given().required("Name", Rules.FEDERATION_NAME);
    int seconds =
        call.given()
            .number("DurationSeconds", Rules.MIN_SECONDS, Rules.MAX_USER_SECONDS, Rules.HALF_DAY);
    call.refuse(
        ROOT_DURATION,
        call.caller().isRoot()
            && seconds > Rules.HOUR
            && call.given().raw("DurationSeconds").isPresent(),
        () ->
            AwsError.validation(
                "The requested DurationSeconds exceeds the 1 hour session limit for root."));
    SessionPolicies policies = SessionPolicies.of(call);
    Map<String, String> tags = Tags.of(call);
    call.event().requested("name", name).requested("durationSeconds", seconds);
    authorise(call, name, tags);
    Optional<Integer> packed = policies.packedSize(call, tags);
    Duration length =
        Duration.ofSeconds(call.caller().isRoot() ? Math.min(seconds, Rules.HOUR) : seconds);
    SessionLimits limits =
        new SessionLimits(policies.documents(), tags, Set.of(), Optional.empty());
    FederatedSession session =
        new FederatedSession(Parent.of(call), call.account(), name, limits, call.now(), length);
    write(call, session, packed, result);
  }

  private static void authorise(Call call, String name, Map<String, String> tags) {
    String resource = call.account().stsArn("federated-user/" + name);
    Authorisation authorisation = new Authorisation(call);
    authorisation.require(call.question("sts:GetFederationToken", resource));
    if (!tags.isEmpty()) {
      Question tagging = call.question("sts:TagSession", resource);
      tags.forEach((key, value) -> tagging.with("aws:RequestTag/" + key, value));
      authorisation.require(tagging.with("aws:TagKeys", tags.keySet()));
    }
  }

  private static void write(
      Call call, FederatedSession session, Optional<Integer> packed, Xml result) {
    Credentials.issue(call, session, result);
    result.within(
        "FederatedUser",
        xml ->
            xml.leaf("FederatedUserId", session.identity().userId())
                .leaf("Arn", session.identity().arn()));
    packed.ifPresent(percent -> result.leaf("PackedPolicySize", percent));
    call.event().answered("federatedUser", session.identity().arn());
  }
}
